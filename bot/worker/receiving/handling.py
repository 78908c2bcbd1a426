"""Handling one update: decode it, classify it, and give it its whole effect; or try again, or park it."""

import asyncio
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from actions.answers.showing.question_search import (
    NOT_SEARCHED,
    AskedText,
    QuestionSearch,
    SearchedQuestion,
)
from actions.matters.context import TalkContext, read_context
from actions.settings.house import MatterRules
from actions.turn.incoming import ButtonPressed, Incoming, Unhandled, words
from actions.turn.reading import Reading
from bot.timing.clock import Clock
from bot.worker.loops.ports import BeginSends, Decoder, Desk
from bot.worker.receiving.effects import EffectWriter, ReadyUpdate, RetryLimits
from bot.worker.receiving.patient_reader import PatientReader
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.engine.database_errors import LeaseLost, StoreUnavailable
from store.queues import inbox, lanes
from store.queues.alarm_rows import raise_alarm
from store.queues.inbox import InboxUpdate
from store.queues.lane_book import Lease
from store.queues.parked_updates import PARKED, alarm_subject


def describe_failure(exc: BaseException) -> str:
    """Return the type of a failure and its place, such as `KeyError in handle_message (messages.py:57)`."""
    frames = traceback.extract_tb(exc.__traceback__)
    if not frames:
        return type(exc).__name__
    last = frames[-1]
    return f"{type(exc).__name__} in {last.name} ({Path(last.filename).name}:{last.lineno})"


log = structlog.get_logger(__name__)

REOPENING = MatterRules().reopening
LONGEST_SEARCH = 3.0  # seconds


class UpdateHandler:
    """Handles the updates of all chats."""

    def __init__(
        self,
        database: Database,
        decoder: Decoder,
        reader: PatientReader,
        desk: Desk,
        clock: Clock,
        limits: RetryLimits,
        begin_sends: BeginSends,
        reopening: Callable[[], timedelta] = lambda: REOPENING,
        answers: QuestionSearch | None = None,
    ) -> None:
        self._database = database
        self._decoder = decoder
        self._reader = reader
        self._clock = clock
        self._limits = limits
        self._reopening = reopening
        self._answers = answers
        self._effects = EffectWriter(database, desk, clock, limits, begin_sends)

    async def handle(self, lease: Lease, item: InboxUpdate) -> datetime | None:
        """Work on the update and release its lane; return when the lane has work again, or None.

        Raises:
            StoreUnavailable: nothing was written; the same can be tried again.
            LeaseLost: nothing was written; another worker has the update.
        """
        try:
            incoming = self._decoder.decode(item.body)
        except ValueError as exc:
            return await self._put_aside(lease, item, str(exc))
        try:
            reading, searched = await self._understand(incoming)
            return await self._effects.give(ReadyUpdate(lease, item, incoming, reading, searched))
        except (StoreUnavailable, LeaseLost):
            raise
        except Exception as exc:  # any failure of the desk is recorded, and the chat goes on
            log.exception("update failed", inbox_id=item.id, attempts=item.attempts + 1)
            return await self._note_failure(lease, item, describe_failure(exc))

    async def close(self) -> None:
        """Wait until the effects of all handled updates are written."""
        await self._effects.close()

    async def _understand(self, incoming: Incoming) -> tuple[Reading | None, SearchedQuestion]:
        if isinstance(incoming, Unhandled | ButtonPressed) or not incoming.origin.private:
            return None, NOT_SEARCHED
        text = words(incoming)
        if text is None:
            return None, NOT_SEARCHED
        person = incoming.origin.person
        async with self._database.reading() as session:
            context = await read_context(session, person.account, self._clock(), self._reopening())
        reading = await self._read(text, context)
        asked = AskedText(person.account, text, context.with_unclear(text), person.language_code)
        return reading, await self._search(asked, reading)

    async def _read(self, text: str, context: TalkContext) -> Reading:
        reading = await self._reader.read(text, context.state)
        together = context.with_unclear(text)
        if together is None or not isinstance(reading, Understanding) or reading.sure:
            return reading
        joined = await self._reader.read(together, context.state)
        return joined if isinstance(joined, Understanding) and joined.sure else reading

    async def _search(self, asked: AskedText, reading: Reading) -> SearchedQuestion:
        """Look for an answer; without one, for any reason, the message goes its way as a question does."""
        if self._answers is None or not isinstance(reading, Understanding):
            return NOT_SEARCHED
        try:
            async with asyncio.timeout(LONGEST_SEARCH):
                return await self._answers.search(asked, reading, self._clock())
        except StoreUnavailable:
            raise
        except Exception:  # a failure here must not keep a message from a person
            log.exception("looking for an answer failed")
            return NOT_SEARCHED

    async def _note_failure(self, lease: Lease, item: InboxUpdate, failure: str) -> datetime | None:
        attempt = item.attempts + 1
        if attempt >= self._limits.attempts:
            return await self._put_aside(lease, item, failure)
        pause = self._limits.backoff.after(attempt)
        async with self._database.transaction() as session:
            now = self._clock()
            await lanes.hold(session, lease, now + self._limits.lease)
            await inbox.retry(session, item.id, now + timedelta(seconds=pause), failure)
            return await inbox.release(session, lease)

    async def _put_aside(self, lease: Lease, item: InboxUpdate, failure: str) -> datetime | None:
        log.error("update parked", inbox_id=item.id, failure=failure)
        async with self._database.transaction() as session:
            now = self._clock()
            await lanes.hold(session, lease, now + self._limits.lease)
            await inbox.park(session, item.id, now, failure)
            await raise_alarm(session, PARKED, alarm_subject(item.id), now)
            return await inbox.release(session, lease)
