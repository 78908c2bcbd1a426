"""What staff know about a customer."""

from datetime import datetime

import pytest
from sqlalchemy import select

from actions.casework.refusals import TooManyAttributes
from actions.customers.known_attributes import MOST, set_attribute
from store.engine.database import Database
from store.models.customers import Customer
from store.models.staff import AuditEntry
from tests.records import recording


async def test_attribute_is_set_replaced_and_removed(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, records):
        customer, staff = (await records.customer()).id, (await records.staff("Mei")).id
    seen = []
    for value in ("12", "14", "14", None, None):
        async with database.transaction() as session:
            await set_attribute(session, customer, "Room", value, staff, now)
        async with database.reading() as session:
            seen.append((await session.get_one(Customer, customer)).attributes)
    assert seen == [{"Room": "12"}, {"Room": "14"}, {"Room": "14"}, None, None]
    async with database.reading() as session:
        entries = list(await session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [(each.action, each.detail) for each in entries] == [
        ("customer.attribute_set", None),
        ("customer.attribute_set", None),
        ("customer.attribute_removed", None),
    ]


async def test_customer_has_so_many(database: Database, now: datetime) -> None:
    async with recording(database, now) as (session, records):
        full = {str(number): "x" for number in range(MOST)}
        customer = (await records.customer(attributes=full)).id
        staff = (await records.staff("Mei")).id
        await set_attribute(session, customer, "0", "y", staff, now)
        with pytest.raises(TooManyAttributes):
            await set_attribute(session, customer, "more", "x", staff, now)
