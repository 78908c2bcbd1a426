"""Folded days and stored rows give the same report after any change."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select, text

from store.engine.database import Database
from store.models.customers import Customer
from store.models.folds import Fold, FoldedPart
from store.models.surveys import Answer, Invitation, SurveyVersion
from store.reports.question_figures import count_answers
from store.reports.report import ReportRequest, report
from store.reports.sums.folding import fold_all, unfold_all
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from tests.records import Records
from tests.store.reports.history import DAYS, FIRST, History
from tests.store.reports.scene import play

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
TODAY = FIRST + timedelta(days=DAYS)


async def folds(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count(Fold.id))) or 0


async def forget_folds(database: Database) -> None:
    async with database.transaction() as session:
        await unfold_all(session)


async def play_lately(database: Database, now: datetime) -> datetime:
    """The scene without what happened a year ago; a time when it is over."""
    await play(database, now)
    async with database.transaction() as session:
        await session.execute(delete(Customer).where(Customer.first_name == "Li"))
    return now + timedelta(days=8)


def questions() -> Iterator[ReportRequest]:
    """What is asked of both ways of counting."""
    for by in (None, *By):
        yield ReportRequest(Scope(), BERLIN, by, with_answers=True)
    inside = (FIRST + timedelta(days=2, hours=5), TODAY - timedelta(days=3))
    for by in (None, By.AGENT, By.WEEK):
        yield ReportRequest(Scope(since=inside[0], until=inside[1]), SHANGHAI, by)
    yield ReportRequest(Scope("post_service", outlet="north"), BERLIN, By.LANGUAGE, earlier=inside)


async def all_answers(database: Database) -> list[object]:
    async with database.reading() as session:
        reports: list[object] = [await report(session, asked) for asked in questions()]
        return [*reports, await count_answers(session, Scope())]


@pytest.mark.parametrize("seed", range(3))
async def test_folded_and_stored_history_give_equal_reports(database: Database, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - it must repeat, no secret
    async with database.transaction() as session:
        await History(session, random).begin()
    for events in (60, 12, 3):
        async with database.transaction() as session:
            history = History(session, random)
            for _ in range(events):
                await history.happen()
        partly = await all_answers(database)
        await fold_all(database, TODAY, BERLIN)
        folded = await all_answers(database)
        assert await folds(database) > DAYS // 2
        await forget_folds(database)
        stored = await all_answers(database)
        assert folded == stored
        assert partly == stored
        await fold_all(database, TODAY, BERLIN)


async def test_each_fold_is_made_once(database: Database, now: datetime) -> None:
    later = await play_lately(database, now)
    made = await fold_all(database, later, SHANGHAI)
    assert (made > 3, await folds(database)) == (True, made)
    assert await fold_all(database, later, SHANGHAI) == 0


@pytest.mark.parametrize(
    ("change", "unfolded"),
    [
        ("UPDATE answers SET number = 3 WHERE id = 1", 3),
        ("DELETE FROM answers WHERE id = 1", 3),
        ("UPDATE invitations SET status = 'expired' WHERE id = 1", 3),
        ("UPDATE invitations SET question = 'x', due_at = NULL WHERE id = 1", 0),
        ("DELETE FROM invitations WHERE id = 1", 3),
        ("DELETE FROM customers WHERE id = 1", 3),
    ],
)
async def test_change_unfolds_its_day_and_what_is_made_of_it(
    database: Database, now: datetime, change: str, unfolded: int
) -> None:
    """The day, its week and four weeks: longer spans are not over yet."""
    async with database.transaction() as session:
        records = Records(session, now)
        asked = await records.invitation(await records.customer())
        await records.answer(asked, "satisfaction", number=2)
    made = await fold_all(database, now + timedelta(days=60), SHANGHAI)
    async with database.transaction() as session:
        await session.execute(text(change))
    assert await folds(database) == made - unfolded


async def test_folds_of_another_meaning_are_not_used_and_made_again(
    database: Database, now: datetime
) -> None:
    later = await play_lately(database, now)
    made = await fold_all(database, later, SHANGHAI)
    questions = [{"id": "empathy", "kind": "servqual", "dimension": "assurance"}]
    async with database.transaction() as session:
        definition = {"questions": questions, "weights": {}}
        session.add(SurveyVersion(key="servqual", digest="2", definition=definition, created_at=now))
    async with database.reading() as session:
        stale = await report(session, ReportRequest(Scope(), SHANGHAI))
    assert await fold_all(database, later, SHANGHAI) == made
    async with database.reading() as session:
        fresh = await report(session, ReportRequest(Scope(), SHANGHAI))
    assert stale == fresh
    assert "assurance" in {line.subject.dimension for line in fresh.lines}


async def test_another_zone_of_the_house_replaces_the_folds(database: Database, now: datetime) -> None:
    later = await play_lately(database, now)
    await fold_all(database, later, SHANGHAI)
    made = await fold_all(database, later, BERLIN)
    assert (made > 3, await folds(database)) == (True, made)


async def test_fold_and_change_of_a_day_do_not_pass_each_other_unseen(
    database: Database, now: datetime
) -> None:
    """The change is not committed yet when the fold is begun: the fold waits for it, or is deleted by it."""
    async with database.transaction() as session:
        records = Records(session, now)
        asked = await records.invitation(await records.customer())
        answer = await records.answer(asked, "satisfaction", number=2)
    async with database.transaction() as session:
        (await session.get_one(Answer, answer.id)).number = 5
        await session.flush()
        folding = asyncio.create_task(fold_all(database, now + timedelta(days=3), SHANGHAI))
        await asyncio.sleep(0.3)
    await folding
    async with database.reading() as session:
        assert (await count_answers(session, Scope()))["satisfaction"].numbers == {5: 1}


async def test_erasure_leaves_nothing_in_folds(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        asked = await records.invitation(customer, outlet="north")
        await records.answer(asked, "satisfaction", number=2)
    await fold_all(database, now + timedelta(days=30), SHANGHAI)
    async with database.transaction() as session:
        await session.execute(delete(Customer).where(Customer.id == customer.id))
    async with database.reading() as session:
        left = [
            await session.scalar(select(func.count(each.id))) for each in (Answer, Invitation, FoldedPart)
        ]
    assert left == [0, 0, 0]
