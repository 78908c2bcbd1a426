"""How often answers were given."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.answers import ShowingKind, ShowingOutcome
from store.queries.answers.showing_counts import ShowingCount, showing_counts
from tests.records import Records
from tests.store.queries.answers.showings import answer, showing


async def test_given_confirmed_and_refused_are_counted_by_answer(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = (await records.conversation(await records.customer())).id
        for number in (1, 2):
            await answer(session, number, now)
        for outcome in (None, ShowingOutcome.CONFIRMED, ShowingOutcome.UNCLEAR, ShowingOutcome.PERSON):
            await showing(session, talk, None, 1, now, outcome=outcome)
        await showing(session, talk, None, 2, now, kind=ShowingKind.OFFERED)
        await showing(session, talk, None, 2, now - timedelta(days=31))
    async with database.reading() as session:
        counts = await showing_counts(session, now - timedelta(days=30))
    assert counts == {1: ShowingCount(given=4, confirmed=1, refused=1)}


async def test_what_test_customers_were_given_is_not_counted(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await answer(session, 1, now)
        for is_test in (False, True):
            talk = (await records.conversation(await records.customer(is_test=is_test))).id
            await showing(session, talk, None, 1, now)
    async with database.reading() as session:
        assert await showing_counts(session, now) == {1: ShowingCount(given=1)}
