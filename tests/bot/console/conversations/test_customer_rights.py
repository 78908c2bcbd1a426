"""Staff export and erase a customer's data."""

from store.engine.database import Database
from store.models.customers import Customer
from tests.bot.console.browser import Browser
from tests.bot.console.conftest import audited
from tests.bot.console.scene import Scene


async def test_data_of_a_customer_are_exported_and_the_look_is_noted(
    administrator: Browser, scene: Scene, database: Database
) -> None:
    await administrator.get("/conversations")
    response = await administrator.post("/customers/5/export")
    assert response.headers["content-disposition"] == 'attachment; filename="customer-5.json"'
    assert "王小姐" in response.text
    assert await audited(database) == [("staff:4", "customer.exported")]


async def test_customer_is_erased_where_it_is_meant(
    administrator: Browser, scene: Scene, database: Database
) -> None:
    await administrator.get("/conversations")
    assert (await administrator.post("/customers/5/erase")).status_code == 400
    response = await administrator.post("/customers/5/erase", sure="yes")
    assert response.headers["location"] == "/console/conversations?notice=erased"
    async with database.reading() as session:
        assert await session.get(Customer, 5) is None
    assert (await administrator.get(f"/conversations/{scene.complaint}")).status_code == 404
