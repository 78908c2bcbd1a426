"""One update: its whole effect, or none, and its lane given back in either case."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from actions.answers.entry import Entry
from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding, FindingOutcome
from actions.answers.showing.question_search import NOT_SEARCHED, QuestionSearch
from actions.turn.reading import NotUnderstood, Why
from bot.timing.backoff import Backoff
from bot.timing.bell import Bell
from bot.worker.receiving.effects import RetryLimits
from bot.worker.receiving.handling import UpdateHandler, describe_failure
from bot.worker.receiving.patient_reader import PatientReader
from nlu.contract.labels import Language
from store.engine.database import Database
from store.engine.database_errors import Conflict, LeaseLost, StoreUnavailable
from store.models.queues import Flow, InboxStatus, OutboxStatus
from store.queues import inbox, lanes
from store.queues.inbox import InboxUpdate
from store.queues.lane_book import Lease
from store.queues.parked_updates import PARKED
from tests.bot.flaky import FlakyDatabase
from tests.bot.worker.conftest import Clock, RecordingDesk, alarms, inbox_rows, outbox_rows, receive, ringing
from tests.fakes.answer_source import ScriptedFinder
from tests.fakes.classifier import INQUIRY, ScriptedClassifier
from tests.fakes.decoder import PlainDecoder

MINUTE = timedelta(minutes=1)
AWAY = NotUnderstood(Why.UNAVAILABLE)
HELLO = {"text": "hello", "chat": 5}


def reader(classifier: ScriptedClassifier) -> PatientReader:
    """Without patience."""
    return PatientReader(classifier, 0.0, waits=lambda: None, returned=lambda: None, pause=0.001)


class Bench:
    """A handler with all that it needs."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.clock = Clock(now)
        self.classifier = ScriptedClassifier()
        self.reader = reader(self.classifier)
        self.desk = RecordingDesk()
        self.endurance = RetryLimits(attempts=3, backoff=Backoff(1.0, 30.0))
        self.handler = self.on(database)

    def on(self, database: Database) -> UpdateHandler:
        """A handler that uses this database."""
        return UpdateHandler(
            database, PlainDecoder(), self.reader, self.desk, self.clock, self.endurance, ringing(Bell())
        )

    def finding(self, finder: ScriptedFinder) -> UpdateHandler:
        """A handler that looks for answers."""
        return UpdateHandler(
            self.database,
            PlainDecoder(),
            self.reader,
            self.desk,
            self.clock,
            self.endurance,
            ringing(Bell()),
            answers=QuestionSearch(self.database, finder),
        )

    async def take(self, owner: str = "a") -> tuple[Lease, InboxUpdate]:
        """Lease the next update that is due."""
        async with self.database.transaction() as session:
            [lease] = await lanes.lease(session, Flow.IN, owner, self.clock(), MINUTE, 1)
            items = await inbox.next_due(session, [lease.key], self.clock())
        return lease, items[lease.key]

    async def handle_next(self) -> datetime | None:
        """Work on the next update that is due."""
        return await self.handler.handle(*await self.take())


@pytest.fixture
def bench(database: Database, now: datetime) -> Bench:
    return Bench(database, now)


async def test_effect_and_end_of_an_update_come_together(bench: Bench, now: datetime) -> None:
    await receive(bench.database, now, HELLO, HELLO)
    assert await bench.handle_next() == now
    assert await bench.handle_next() is None
    assert await inbox_rows(bench.database) == [(1, InboxStatus.DONE, 0), (2, InboxStatus.DONE, 0)]
    assert await outbox_rows(bench.database) == [
        ("re 1", OutboxStatus.PENDING),
        ("re 2", OutboxStatus.PENDING),
    ]


@pytest.mark.parametrize(
    ("body", "reading", "asked"),
    [
        ({"text": "hello", "chat": 5}, INQUIRY, ["hello"]),
        ({"text": "odd", "chat": 5}, NotUnderstood(Why.ODD_ANSWER), ["odd"]),
        ({"text": "", "chat": 5}, NotUnderstood(Why.ODD_ANSWER), []),
        ({"tap": "x", "chat": 5}, None, []),
        ({"group": "hello"}, None, []),
        ({"other": "poll"}, None, []),
    ],
)
async def test_only_words_of_private_chats_are_classified(
    bench: Bench, now: datetime, body: dict[str, Any], reading: object, asked: list[str]
) -> None:
    await receive(bench.database, now, body)
    await bench.handle_next()
    assert bench.desk.readings == [reading]
    assert bench.classifier.asked == asked


async def test_what_is_found_for_a_text_goes_to_the_desk(bench: Bench, now: datetime) -> None:
    finding = Finding(
        FindingOutcome.ANSWER, (Candidate(Entry(1, "hours", 1, ()), 0.9, Language.EN, "hello"),)
    )
    handler = bench.finding(ScriptedFinder({"hello": finding}))
    await receive(bench.database, now, HELLO, {"tap": "x", "chat": 5})
    await handler.handle(*await bench.take())
    await handler.handle(*await bench.take())
    assert [each.finding for each in bench.desk.searched] == [finding, NOTHING_FOUND]


async def test_failure_of_the_finder_keeps_no_message_from_the_desk(bench: Bench, now: datetime) -> None:
    handler = bench.finding(ScriptedFinder(trouble=KeyError("entry")))
    await receive(bench.database, now, HELLO)
    await handler.handle(*await bench.take())
    assert (bench.desk.readings, bench.desk.searched) == ([INQUIRY], [NOT_SEARCHED])


async def test_text_waits_while_the_nlu_server_is_away(bench: Bench, now: datetime) -> None:
    bench.classifier.away = True
    await receive(bench.database, now, HELLO)
    assert await bench.handle_next() == now + bench.endurance.recheck
    assert bench.desk.readings == [AWAY]
    assert await inbox_rows(bench.database) == [(1, InboxStatus.WAITING, 0)]
    await bench.reader.close()


async def test_text_that_waits_has_no_further_effect_until_it_is_understood(
    bench: Bench, now: datetime
) -> None:
    bench.classifier.away = True
    await receive(bench.database, now, HELLO)
    await bench.handle_next()
    bench.clock.pass_(60)
    assert await bench.handle_next() == bench.clock() + bench.endurance.recheck
    assert bench.desk.readings == [AWAY]
    await bench.reader.close()


async def test_text_that_waited_is_understood_later(bench: Bench, now: datetime) -> None:
    bench.classifier.away = True
    await receive(bench.database, now, HELLO)
    await bench.handle_next()
    await bench.reader.close()
    bench.clock.pass_(60)
    patient = reader(ScriptedClassifier())
    later = UpdateHandler(
        bench.database, PlainDecoder(), patient, bench.desk, bench.clock, bench.endurance, ringing(Bell())
    )
    await later.handle(*await bench.take())
    assert bench.desk.readings == [AWAY, INQUIRY]
    assert await inbox_rows(bench.database) == [(1, InboxStatus.DONE, 0)]


async def test_failure_undoes_the_effect_and_is_tried_again(bench: Bench, now: datetime) -> None:
    bench.desk.trouble = [KeyError("secret"), Conflict("unique")]
    await receive(bench.database, now, HELLO, HELLO)
    assert await bench.handle_next() == now + timedelta(seconds=1)
    assert await outbox_rows(bench.database) == []
    assert await inbox_rows(bench.database) == [(1, InboxStatus.NEW, 1), (2, InboxStatus.NEW, 0)]
    bench.clock.pass_(1)
    assert await bench.handle_next() == now + timedelta(seconds=3)
    bench.clock.pass_(2)
    assert await bench.handle_next() == now
    assert [row[:2] for row in await inbox_rows(bench.database)] == [
        (1, InboxStatus.DONE),
        (2, InboxStatus.NEW),
    ]
    assert await outbox_rows(bench.database) == [("re 1", OutboxStatus.PENDING)]


async def test_update_that_fails_again_and_again_is_parked_and_the_chat_goes_on(
    bench: Bench, now: datetime
) -> None:
    bench.desk.trouble = [KeyError("secret") for _ in range(3)]
    await receive(bench.database, now, HELLO, HELLO)
    for pause in (1, 2, 0):
        await bench.handle_next()
        bench.clock.pass_(pause)
    assert await bench.handle_next() is None
    assert await inbox_rows(bench.database) == [(1, InboxStatus.PARKED, 3), (2, InboxStatus.DONE, 0)]
    assert await alarms(bench.database) == [(PARKED, "inbox:1")]
    assert await outbox_rows(bench.database) == [("re 2", OutboxStatus.PENDING)]


async def test_update_that_cannot_be_decoded_is_parked_at_once(bench: Bench, now: datetime) -> None:
    await receive(bench.database, now, {"chat": 5}, HELLO)
    assert await bench.handle_next() == now
    assert (await inbox_rows(bench.database))[0] == (1, InboxStatus.PARKED, 1)
    assert await alarms(bench.database) == [(PARKED, "inbox:1")]
    assert bench.desk.readings == []


async def test_lost_lease_undoes_the_effect(bench: Bench, now: datetime) -> None:
    await receive(bench.database, now, HELLO)
    mine = await bench.take()
    bench.clock.pass_(60)
    other = await bench.take("b")
    with pytest.raises(LeaseLost):
        await bench.handler.handle(*mine)
    assert await outbox_rows(bench.database) == []
    await bench.handler.handle(*other)
    assert await outbox_rows(bench.database) == [("re 1", OutboxStatus.PENDING)]


async def test_outage_is_no_failure_of_the_update(bench: Bench, now: datetime) -> None:
    await receive(bench.database, now, HELLO)
    taken = await bench.take()
    flaky = bench.on(FlakyDatabase(bench.database, failures=1, at_commit=True))
    with pytest.raises(StoreUnavailable):
        await flaky.handle(*taken)
    assert await inbox_rows(bench.database) == [(1, InboxStatus.NEW, 0)]
    await flaky.handle(*taken)
    assert await outbox_rows(bench.database) == [("re 1", OutboxStatus.PENDING)]


def fail(words: str) -> None:
    raise KeyError(words)


def test_failure_is_named_with_its_place_and_without_its_message() -> None:
    try:
        fail("my secret")
    except KeyError as exc:
        described_as = describe_failure(exc)
    assert described_as.startswith("KeyError in fail (test_handling.py:")
    assert "secret" not in described_as


def test_failure_that_was_never_raised_has_no_place() -> None:
    assert describe_failure(ValueError("my secret")) == "ValueError"
