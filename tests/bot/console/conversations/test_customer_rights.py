"""Staff export and erase a customer's data."""

from store.engine.database import Database
from store.models.conversations import Conversation
from store.models.customers import Customer
from tests.bot.console.browser import Browser
from tests.bot.console.conftest import audited
from tests.bot.console.scene import Scene


async def customer_of(database: Database, conversation_id: int) -> int:
    """Who has a conversation."""
    async with database.reading() as session:
        return (await session.get_one(Conversation, conversation_id)).customer_id


async def test_data_of_a_customer_are_exported_and_the_look_is_noted(
    administrator: Browser, scene: Scene, database: Database
) -> None:
    customer = await customer_of(database, scene.complaint)
    await administrator.get("/conversations")
    response = await administrator.post(f"/customers/{customer}/export")
    named = f'attachment; filename="customer-{customer}.json"'
    assert response.headers["content-disposition"] == named
    assert "王小姐" in response.text
    assert await audited(database) == [("staff:4", "customer.exported")]


async def test_customer_is_erased_where_it_is_meant(
    administrator: Browser, scene: Scene, database: Database
) -> None:
    customer = await customer_of(database, scene.complaint)
    await administrator.get("/conversations")
    assert (await administrator.post(f"/customers/{customer}/erase")).status_code == 400
    response = await administrator.post(f"/customers/{customer}/erase", sure="yes")
    assert response.headers["location"] == "/console/conversations?notice=erased"
    async with database.reading() as session:
        assert await session.get(Customer, customer) is None
    assert (await administrator.get(f"/conversations/{scene.complaint}")).status_code == 404
