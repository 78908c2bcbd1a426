"""Addresses: compared, ordered, and stored as the numbers that other programs read."""

from datetime import datetime

from sqlalchemy import select, text

from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer

LARGEST = 2**63 - 1


def test_address_is_equal_to_no_other_and_has_an_order() -> None:
    assert {Address(7), Address(7), Address(-7)} == {Address(-7), Address(7)}
    assert sorted([Address(7), Address(-7), Address(0)]) == [Address(-7), Address(0), Address(7)]
    assert str(Address(-7)) == "-7"


async def test_column_holds_the_number_and_gives_back_the_address(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add(Customer(created_at=now, account=Address(LARGEST), address=Address(-LARGEST)))
    async with database.reading() as session:
        numbers = (await session.execute(text("SELECT telegram_id, chat_id FROM customers"))).one()
        addresses = (
            await session.execute(
                select(Customer.account, Customer.address).where(Customer.account == Address(LARGEST))
            )
        ).one()
    assert tuple(numbers) == (LARGEST, -LARGEST)
    assert tuple(addresses) == (Address(LARGEST), Address(-LARGEST))


async def test_customer_without_an_address_has_none(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add(Customer(created_at=now, account=None, address=None))
    async with database.reading() as session:
        assert await session.scalar(select(Customer.address)) is None
