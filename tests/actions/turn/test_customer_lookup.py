"""The customer behind an account is one row, with current names."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from actions.turn.customer_lookup import customer_of_account, find_or_create_customer
from actions.turn.incoming import Origin, Person
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer

CHAT = Address(2**40)


def origin(name: str) -> Origin:
    return Origin(CHAT, Person(CHAT, name, "ann_", "en"))


async def test_customer_is_made_once_and_keeps_current_names(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        first, is_new = await find_or_create_customer(session, origin("Ann"), now)
        first.unreachable_at = now
        assert is_new
    async with database.transaction() as session:
        again, is_new = await find_or_create_customer(session, origin("Anne"), now + timedelta(days=1))
        assert (again.id, is_new, again.first_name, again.created_at) == (first.id, False, "Anne", now)
        assert (again.account, again.address, again.unreachable_at) == (CHAT, CHAT, None)
    async with database.reading() as session:
        assert await session.scalar(select(func.count(Customer.id))) == 1


async def test_account_that_never_wrote_has_no_customer(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await find_or_create_customer(session, origin("Ann"), now)
        assert await customer_of_account(session, Address(7)) is None
