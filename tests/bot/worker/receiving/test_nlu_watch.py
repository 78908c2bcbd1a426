"""Staff hear of an NLU server that has been away for long, and when it answers again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bot.worker.receiving.nlu_watch import AWAY, SUBJECT, NluWatch, nlu_answers
from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.models.queues import Alarm
from store.queues.alarm_rows import clear_alarm, raise_alarm
from tests.bot.worker.conftest import Clock
from tests.fakes.classifier import ScriptedClassifier

MINUTE = timedelta(minutes=1)
Row = tuple[str, str, datetime, datetime | None]


@asynccontextmanager
async def watched(database: Database, classifier: ScriptedClassifier, clock: Clock) -> AsyncIterator[None]:
    watch = NluWatch(database, partial(nlu_answers, classifier), clock=clock, patience=MINUTE, pause=0.01)
    loop = asyncio.create_task(watch.run())
    await asked(classifier)
    try:
        yield
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)


async def asked(classifier: ScriptedClassifier) -> None:
    """Wait until everything that happened before was seen and acted on."""
    enough = len(classifier.asked) + 2
    async with asyncio.timeout(60):
        while len(classifier.asked) < enough:
            await asyncio.sleep(0.01)


async def alarms(database: Database) -> list[Row]:
    columns = Alarm.kind, Alarm.subject, Alarm.raised_at, Alarm.cleared_at
    async with database.reading() as session:
        return [tuple(row) for row in await session.execute(select(*columns).order_by(Alarm.id))]


async def check_alarms(database: Database, expected: list[Row]) -> None:
    """Wait until these are the alarms."""
    async with asyncio.timeout(60):
        while (found := await alarms(database)) != expected:
            await asyncio.sleep(0.01)
    assert found == expected


async def test_long_absence_is_told_of_once_and_taken_back_at_the_first_answer(
    database: Database, now: datetime
) -> None:
    classifier, clock = ScriptedClassifier(), Clock(now)
    async with watched(database, classifier, clock):
        classifier.away = True
        clock.now = now + MINUTE / 2
        await asked(classifier)
        assert await alarms(database) == []
        clock.now = now + MINUTE
        await check_alarms(database, [(AWAY, SUBJECT, now, None)])
        clock.now = now + 2 * MINUTE
        await asked(classifier)
        classifier.away = False
        await check_alarms(database, [(AWAY, SUBJECT, now, clock.now)])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_server_that_never_answers_is_told_of(database: Database, now: datetime) -> None:
    classifier, clock = ScriptedClassifier(away=True), Clock(now)
    async with watched(database, classifier, clock):
        clock.now = now + MINUTE
        await check_alarms(database, [(AWAY, SUBJECT, now, None)])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_alarm_of_the_process_before_is_taken_back(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await raise_alarm(session, AWAY, SUBJECT, now)
    async with watched(database, ScriptedClassifier(), Clock(now + MINUTE)):
        await check_alarms(database, [(AWAY, SUBJECT, now, now + MINUTE)])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_alarm_that_another_worker_took_back_is_raised_again(database: Database, now: datetime) -> None:
    classifier, clock = ScriptedClassifier(away=True), Clock(now)
    async with watched(database, classifier, clock):
        clock.now = now + MINUTE
        await check_alarms(database, [(AWAY, SUBJECT, now, None)])
        async with database.transaction() as session:
            await clear_alarm(session, AWAY, SUBJECT, clock.now)
        await check_alarms(database, [(AWAY, SUBJECT, now, clock.now), (AWAY, SUBJECT, now, None)])


@pytest.mark.parametrize(("hopeless", "is_there"), [("\x00", True), ("你好", False)])
async def test_server_that_answers_no_text_is_away(hopeless: str, is_there: bool) -> None:
    assert await nlu_answers(ScriptedClassifier(hopeless=hopeless)) is is_there


async def test_odd_answer_and_a_mistake_of_ours_are_told_apart() -> None:
    class Odd(ScriptedClassifier):
        async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
            return await ScriptedClassifier.parse(self, "odd")

    class Broken(ScriptedClassifier):
        async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
            raise ValueError("a mistake of ours")

    assert (await nlu_answers(Odd()), await nlu_answers(Broken())) == (True, False)
