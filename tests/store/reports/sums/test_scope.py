"""Which invitations belong to a report."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.surveys import Invitation
from store.reports.sums.scope import Scope, in_scope
from tests.records import Records

DAY = timedelta(days=1)


async def outlets_in(database: Database, scope: Scope) -> set[str | None]:
    async with database.reading() as session:
        return set(await session.scalars(select(Invitation.outlet).where(in_scope(scope))))


@pytest.fixture
async def invitations(database: Database, now: datetime) -> None:
    """Named by their outlets."""
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        await records.invitation(customer, outlet="today")
        await records.invitation(customer, outlet="yesterday", sent_at=now - DAY)
        await records.invitation(customer, outlet="planned", sent_at=None)
        await records.invitation(customer, outlet="effort", survey_key="effort")


async def test_survey_alone_takes_all_of_it(database: Database, invitations: None) -> None:
    assert await outlets_in(database, Scope("post_service")) == {"today", "yesterday", "planned"}


async def test_period_begins_at_its_first_moment_and_ends_before_its_last(
    database: Database, invitations: None, now: datetime
) -> None:
    assert await outlets_in(database, Scope("post_service", since=now)) == {"today", "planned"}
    assert await outlets_in(database, Scope("post_service", until=now)) == {"yesterday"}
    assert await outlets_in(database, Scope("post_service", now - DAY, now)) == {"yesterday"}


async def test_outlet_narrows_further(database: Database, invitations: None) -> None:
    assert await outlets_in(database, Scope("post_service", outlet="today")) == {"today"}
    assert await outlets_in(database, Scope("post_service", outlet="nowhere")) == set()
