"""Invitations are added up by group and survey: from folds, and from rows where there are none."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from store.engine.database import Database
from store.models.folds import Fold, FoldedPart
from store.models.surveys import SurveyVersion
from store.reports.sums.gathering import Meanings, gather, meanings
from store.reports.sums.grouping import By, Grouping
from store.reports.sums.scope import Scope
from tests.records import Records

UTC = ZoneInfo("UTC")
DAY = timedelta(days=1)
Counts = dict[str, dict[str, dict[str, int]]]


async def counts(database: Database, scope: Scope, by: By | None = None) -> Counts:
    """Return what was counted, by group and survey."""
    async with database.reading() as session:
        found = await gather(session, scope, Grouping(by, UTC), await meanings(session))
    return {
        group: {source.survey: dict(statistic.counts) for source, statistic in surveys.items()}
        for group, surveys in found.items()
    }


@pytest.fixture
async def asked(database: Database, now: datetime) -> None:
    """Two alike answers at one outlet, and a silent customer of another survey at none."""
    definition = {"questions": [{"id": "score", "kind": "rating"}], "weights": {}}
    async with database.transaction() as session:
        session.add(SurveyVersion(key="post_service", digest="1", definition=definition, created_at=now))
        records = Records(session, now)
        customer = await records.customer()
        for _ in range(2):
            invitation = await records.invitation(customer, outlet="north")
            await records.answer(invitation, "score", number=4)
        await records.invitation(customer, survey_key="effort")


ANSWERED = {"status:sent": 2, "sent": 2, "delivered": 2, "answered": 2, "number:score:4": 2}
SILENT = {"status:sent": 1, "sent": 1, "delivered": 1}


async def test_equal_answers_are_added_up(database: Database, asked: None) -> None:
    assert await counts(database, Scope()) == {"": {"post_service": ANSWERED, "effort": SILENT}}


async def test_groups_and_scope_part_them(database: Database, asked: None, now: datetime) -> None:
    apart = {"north": {"post_service": ANSWERED}, "–": {"effort": SILENT}}
    assert await counts(database, Scope(), By.OUTLET) == apart
    assert await counts(database, Scope("effort"), By.OUTLET) == {"–": {"effort": SILENT}}
    assert await counts(database, Scope(since=now + DAY)) == {}


async def keep_fold(database: Database, now: datetime, meaning: str) -> None:
    """Keep a fold of a day, which says that there was one dismissed survey."""
    day = now.replace(hour=0)
    async with database.transaction() as session:
        fold = Fold(begins_at=day, ends_at=day + DAY, meaning=meaning)
        session.add(fold)
        await session.flush()
        content = {"": [{"status:dismissed": 1}, []]}
        session.add(
            FoldedPart(
                fold_id=fold.id,
                part="",
                survey_key="effort",
                occasion="service",
                outlet="south",
                content=content,
            )
        )


async def digest(database: Database) -> str:
    async with database.reading() as session:
        return (await meanings(session)).digest


async def test_fold_is_taken_instead_of_the_rows_of_its_days(
    database: Database, asked: None, now: datetime
) -> None:
    await keep_fold(database, now, await digest(database))
    folded = {"south": {"effort": {"status:dismissed": 1}}}
    assert await counts(database, Scope(), By.OUTLET) == folded
    assert await counts(database, Scope("post_service"), By.OUTLET) == {}
    assert await counts(database, Scope(outlet="north"), By.OUTLET) == {}


async def test_fold_that_does_not_fit_is_passed_over(database: Database, asked: None, now: datetime) -> None:
    stored = await counts(database, Scope(), By.OUTLET)
    await keep_fold(database, now, "another meaning")
    assert await counts(database, Scope(), By.OUTLET) == stored


async def test_fold_is_passed_over_where_the_period_cuts_it(
    database: Database, asked: None, now: datetime
) -> None:
    await keep_fold(database, now, await digest(database))
    assert await counts(database, Scope(since=now - DAY / 24)) == {
        "": {"post_service": ANSWERED, "effort": SILENT}
    }


async def test_digest_follows_what_the_questions_mean(database: Database, asked: None, now: datetime) -> None:
    before = await digest(database)
    question = {"id": "kept", "kind": "servqual", "dimension": "reliability"}
    async with database.transaction() as session:
        definition = {"questions": [question], "weights": {}}
        session.add(SurveyVersion(key="servqual", digest="1", definition=definition, created_at=now))
    assert await digest(database) != before
    assert Meanings((), ("may_we",)).digest != Meanings((), ()).digest
