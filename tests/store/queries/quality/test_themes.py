"""What complaints, praise and comments speak of."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from nlu.contract.labels import Aspect, Intent
from store.engine.database import Database
from store.models.conversations import aspects_text
from store.models.surveys import InvitationStatus
from store.queries.quality.theme_counts import ThemeCount
from store.queries.quality.themes import (
    ThemeSource,
    count_theme_customers,
    list_theme_messages,
    themes,
)
from store.reports.sums.scope import Scope
from store.reports.sums.spans import week_of
from tests.records import Records

ZONE = ZoneInfo("Asia/Shanghai")
WEEK = timedelta(days=7)
BOTH = aspects_text((Aspect.PRICE, Aspect.PEOPLE))
ABOUT_PRICE = aspects_text((Aspect.PRICE,))


@pytest.fixture
async def comment(database: Database, now: datetime) -> int:
    """Two complaints of one customer at north, praise, a comment about south, and what is not counted."""
    async with database.transaction() as session:
        records = Records(session, now)
        wang, test = await records.customer(), await records.customer(is_test=True)
        talk = await records.conversation(wang)
        await records.case(wang, talk, outlet="north")
        await records.heard(talk, "Dear and rude", Intent.COMPLAINT, aspects=BOTH)
        await records.heard(talk, "Dear", Intent.COMPLAINT, aspects=ABOUT_PRICE, created_at=now - WEEK)
        await records.heard(talk, "Bad", Intent.COMPLAINT, aspects=aspects_text(()))
        await records.heard(talk, "Bad before", Intent.COMPLAINT)
        tested = await records.conversation(test)
        await records.heard(tested, "Dear", Intent.COMPLAINT, aspects=ABOUT_PRICE)
        other = await records.talk()
        cheap = await records.heard(other, "Cheap", Intent.COMPLAINT, aspects=ABOUT_PRICE)
        cheap.corrected_intent = Intent.PRAISE
        asked = await records.invitation(wang, outlet="south", status=InvitationStatus.COMPLETED)
        said = await records.heard(talk, "Too dear", Intent.COMPLAINT, aspects=ABOUT_PRICE)
        await records.answer(asked, "comment", text="Too dear", message_id=said.id)
        return said.id


async def test_aspects_are_counted_by_week_and_outlet(
    database: Database, comment: int, now: datetime
) -> None:
    once = ThemeCount(1, 1)
    async with database.reading() as session:
        found = await themes(session, Scope(), ThemeSource.COMPLAINTS, ZONE)
        praise = await themes(session, Scope(), ThemeSource.PRAISE, ZONE)
        said = await themes(session, Scope(), ThemeSource.COMMENTS, ZONE)
    this, last = week_of(now, ZONE), week_of(now - WEEK, ZONE)
    assert dict(found.whole) == {Aspect.PRICE: ThemeCount(2, 1), Aspect.PEOPLE: once}
    assert (found.aspects, found.outlets) == ((Aspect.PRICE, Aspect.PEOPLE), ("north",))
    assert dict(found.by_week) == {
        (Aspect.PRICE, this): once,
        (Aspect.PEOPLE, this): once,
        (Aspect.PRICE, last): once,
    }
    assert found.by_outlet[(Aspect.PRICE, "north")] == ThemeCount(2, 1)
    assert (dict(praise.whole), praise.outlets) == ({Aspect.PRICE: once}, ())
    assert dict(said.by_outlet) == {(Aspect.PRICE, "south"): once}


@pytest.mark.parametrize(
    ("source", "outlet", "texts"),
    [
        (ThemeSource.COMPLAINTS, None, ["Dear and rude", "Dear"]),
        (ThemeSource.COMPLAINTS, "north", ["Dear and rude", "Dear"]),
        (ThemeSource.COMPLAINTS, "south", []),
        (ThemeSource.PRAISE, None, ["Cheap"]),
        (ThemeSource.COMMENTS, "south", ["Too dear"]),
    ],
)
async def test_count_leads_to_its_messages(
    database: Database, comment: int, source: ThemeSource, outlet: str | None, texts: list[str]
) -> None:
    scope = Scope(outlet=outlet)
    async with database.reading() as session:
        page = await list_theme_messages(session, scope, source, Aspect.PRICE)
        customers = await count_theme_customers(session, scope, source, Aspect.PRICE)
    assert [row.text for row in page.rows] == texts
    assert customers == len({row.customer.id for row in page.rows})


async def test_period_ends_the_list(database: Database, comment: int, now: datetime) -> None:
    scope = Scope(since=now - 2 * WEEK, until=now - WEEK / 2)
    async with database.reading() as session:
        page = await list_theme_messages(session, scope, ThemeSource.COMPLAINTS, Aspect.PRICE)
    assert [row.text for row in page.rows] == ["Dear"]


async def test_sqlite_reads_the_index(database: Database, comment: int) -> None:
    if not database.is_sqlite:
        return
    sought = "SELECT id FROM messages WHERE aspects != ' ' AND created_at >= '2026-01-01'"
    async with database.reading() as session:
        plan = (await session.execute(text(f"EXPLAIN QUERY PLAN {sought}"))).all()
    assert "ix_messages_aspects" in str(plan)
