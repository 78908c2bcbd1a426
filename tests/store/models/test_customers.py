"""Phone numbers of customers are kept with their attributes, in the same transaction."""

from datetime import datetime

from sqlalchemy import select

from store.engine.database import Database
from store.engine.search_terms import BACKWARDS
from store.models.customers import Customer, CustomerPhone, phones_in
from tests.records import Records


def test_numbers_are_read_from_all_values() -> None:
    attributes = {"Phone": "+86 138 1234 5678", "Other": "call 13987654321", "Room": "1204", "Age": 40}
    attributes |= {
        "生日": "1990-05-12",
        "首次到店": "2026.11.30",
        "会员日": "2026年11月30日 10:30",
        "Born": "on 1990/5/12",
    }
    assert phones_in(attributes) == (f"{BACKWARDS}8765432183168", f"{BACKWARDS}12345678931")
    assert phones_in(None) == ()


async def test_numbers_follow_the_attributes(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer("Li", attributes={"Phone": "13812345678"})
        await records.customer("Wu")
    assert await kept(database) == [(customer.id, f"{BACKWARDS}87654321831")]
    async with database.transaction() as session:
        known = await session.get_one(Customer, customer.id)
        known.attributes = {"Phone": "13900000001", "Second": "13900000001"}
    assert await kept(database) == [(customer.id, f"{BACKWARDS}10000000931")]
    async with database.transaction() as session:
        (await session.get_one(Customer, customer.id)).attributes = None
    assert await kept(database) == []


async def test_numbers_go_with_the_customer(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        customer = await Records(session, now).customer("Li", attributes={"Phone": "13812345678"})
    async with database.transaction() as session:
        await session.delete(await session.get_one(Customer, customer.id))
    assert await kept(database) == []


async def kept(database: Database) -> list[tuple[int, str]]:
    async with database.reading() as session:
        rows = await session.execute(select(CustomerPhone.customer_id, CustomerPhone.backwards))
        return list(rows.tuples())
