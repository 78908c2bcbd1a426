"""/stop ends surveys, and nothing else."""

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import Customer, texts


async def row(database: Database) -> CustomerRow:
    async with database.reading() as session:
        return (await session.scalars(select(CustomerRow))).one()


async def test_stop_opts_out_and_start_opts_in(customer: Customer, database: Database, house: House) -> None:
    assert texts(await customer.command("stop")) == [house.replies.text(Language.ZH, Reply.STOPPED)]
    assert (await row(database)).opted_out_at == customer.now
    await customer.command("start")
    assert (await row(database)).opted_out_at is None
