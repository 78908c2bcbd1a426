"""The services of a customer."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.occasions import Occasion
from store.queries.surveys.services_of_customer import ServiceCard, services_of_customer
from tests.records import Records

DAY = timedelta(days=1)


async def test_newest_services_of_systems_come_first(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer, other = await records.customer(), await records.customer()
        await records.service("A1", customer_id=customer.id, ended_at=now - 2 * DAY, outlet="north")
        await records.service("A2", customer_id=customer.id, ended_at=now - DAY, agent="Li", kind="repair")
        await records.service("A3", customer_id=other.id)
        await records.service("HF-000001/x", source=Occasion.CASE.source, customer_id=customer.id)
    async with database.reading() as session:
        services = await services_of_customer(session, customer.id)
    assert services == (
        ServiceCard("A2", None, "Li", "repair", now - DAY),
        ServiceCard("A1", "north", None, "repair", now - 2 * DAY),
    )
