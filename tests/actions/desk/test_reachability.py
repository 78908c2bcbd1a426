"""A customer who blocked the bot is not written to."""

from sqlalchemy import select

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import Customer, sure


async def test_blocked_customer_is_unreachable_until_they_write(
    customer: Customer, database: Database
) -> None:
    await customer.write("你好", sure(Intent.GREET))
    await customer.block()
    async with database.reading() as session:
        assert await session.scalar(select(CustomerRow.unreachable_at)) == customer.now
    await customer.write("你好", sure(Intent.GREET))
    async with database.reading() as session:
        assert await session.scalar(select(CustomerRow.unreachable_at)) is None
