"""/resume is the way back from /stop."""

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import Customer, texts


async def test_resume_lets_the_customer_be_asked_again(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.command("stop")
    assert texts(await customer.command("resume")) == [house.replies.text(Language.ZH, Reply.RESUMED)]
    async with database.reading() as session:
        assert [row.opted_out_at for row in await session.scalars(select(CustomerRow))] == [None]
