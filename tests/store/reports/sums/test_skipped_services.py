"""Services that were not asked about."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from store.engine.database import Database
from store.models.surveys import Reason
from store.reports.sums.folding import fold_all
from store.reports.sums.gathering import covered, meanings
from store.reports.sums.grouping import UNDIVIDED
from store.reports.sums.scope import Scope
from store.reports.sums.skipped_services import (
    SkippedServices,
    by_reason,
    count_decisions,
    gather_skipped,
)
from tests.records import Records
from tests.store.reports.test_skips import tell

ZONE = ZoneInfo("UTC")
NORTH = SkippedServices("post_service", "north", "Li", Reason.COOLDOWN)


@pytest.fixture
async def folded(database: Database, now: datetime) -> datetime:
    """Services of two outlets, with their days folded; a time when they are over."""
    async with database.transaction() as session:
        records = Records(session, now)
        await tell(records, "north", "Li", Reason.COOLDOWN)
        await tell(records, "north", "Li", Reason.COOLDOWN)
        await tell(records, "south", "Wu", Reason.WITH_STAFF)
        await tell(records, "south", "Wu", None)
        await tell(records, "south", "Wu", Reason.COOLDOWN, is_test=True)
    later = now + timedelta(days=40)
    assert await fold_all(database, later, ZONE) > 0
    return later


async def read(database: Database, scope: Scope) -> dict[SkippedServices, int]:
    """What is counted with folds, and must be the same without them."""
    async with database.reading() as session:
        stored = await covered(session, scope, UNDIVIDED, await meanings(session))
        found = await gather_skipped(session, stored)
        assert found == await count_decisions(session, scope)
    return dict(found)


async def test_folds_hold_what_the_decisions_say(database: Database, folded: datetime) -> None:
    async with database.reading() as session:
        stored = await covered(session, Scope(until=folded), UNDIVIDED, await meanings(session))
    assert len(stored.folds) > 1
    assert await read(database, Scope(until=folded)) == {
        NORTH: 2,
        SkippedServices("post_service", "south", "Wu", Reason.WITH_STAFF): 1,
    }
    assert await read(database, Scope("post_service", outlet="north")) == {NORTH: 2}
    assert await read(database, Scope("other")) == {}


@pytest.mark.parametrize(
    ("change", "count"),
    [
        ("UPDATE decisions SET is_last = FALSE WHERE id = 1", 1),
        ("DELETE FROM decisions WHERE id = 1", 1),
        ("UPDATE decisions SET reason = 'too_old' WHERE id = 1", 1),
        ("UPDATE services SET agent = 'Mei' WHERE id = 1", 1),
        ("UPDATE customers SET is_test = TRUE WHERE id = 1", 1),
        ("DELETE FROM customers WHERE id = 1", 2),
    ],
)
async def test_change_is_counted_at_once(
    database: Database, folded: datetime, change: str, count: int
) -> None:
    async with database.transaction() as session:
        await session.execute(text(change))
    assert (await read(database, Scope(until=folded)))[NORTH] == count


async def test_reasons_are_ordered_by_number(database: Database, folded: datetime) -> None:
    async with database.reading() as session:
        found = await count_decisions(session, Scope())
    assert list(by_reason(found).items()) == [(Reason.COOLDOWN, 2), (Reason.WITH_STAFF, 1)]
