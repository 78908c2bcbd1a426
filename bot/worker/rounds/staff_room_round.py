"""The loop that tends the staff room: rights, topics, and what is relayed. Without a room it only looks."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import structlog

from actions.settings.house import House
from actions.staffroom.room.room_check import is_check_due, note_rights
from actions.staffroom.room.room_rights import is_usable
from actions.staffroom.topics.room_marks import SLOWEST
from actions.staffroom.topics.room_notices import sayable_kinds
from actions.staffroom.topics.room_round import tend_room
from actions.staffroom.topics.topic_heads import (
    closed_topic,
    note_reopened,
    note_title,
    note_titled,
    stale_title,
)
from actions.staffroom.topics.topic_making import TopicOrder, claim_topic, open_topic, put_off_topic
from actions.turn.send_outcomes import NothingToDo, SendError, SendLater, TopicGone
from bot.timing.bell import Bell
from bot.timing.clock import Clock
from bot.worker.loops.outages import note_outage
from bot.worker.loops.ports import TopicCalls
from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.queries.cases.casefile import newest_step
from store.queries.staffroom.live_room import LiveRoom, has_room_work, read_live_room

log = structlog.get_logger(__name__)

# Seconds between two looks: with a room, and without one.
BUSY, IDLE = 0.5, 5.0
# How long checks, titles and reopening rest after the channel refused one.
REST = timedelta(seconds=30)


class StaffRoomRound:
    """Tends the room that is tied, and rings `effects` when there is something to send."""

    def __init__(
        self,
        database: Database,
        forum: TopicCalls,
        house: Callable[[], House],
        *,
        effects: Bell,
        clock: Clock,
        idle: float = IDLE,
    ) -> None:
        self._database = database
        self._forum = forum
        self._house = house
        self._effects = effects
        self._clock = clock
        self._idle = idle
        self._resting_until = clock()
        self._step: tuple[int, datetime] | None = None  # the newest step of a case, and when it was that
        self._made: list[tuple[TopicOrder, int]] = []  # topics whose number is not in the database yet

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            has_room = False
            try:
                has_room = await self.look()
            except StoreUnavailable as exc:
                note_outage(exc)
            except Exception:  # the loop goes on after any failure
                log.exception("tending the staff room failed")
            await asyncio.sleep(BUSY if has_room else self._idle)

    async def look(self) -> bool:
        """Do what is to be done now; return whether there is a room."""
        async with self._database.reading() as session:
            room = await read_live_room(session)
            kinds = sayable_kinds(self._clock(), self._house())
            works = (
                room is not None and is_usable(room.missing) and await has_room_work(session, room.id, kinds)
            )
        if room is None:
            return False
        if is_check_due(room, self._clock()) and self._clock() >= self._resting_until:
            await self._check(room)
            return True
        if not is_usable(room.missing):
            return True
        await self._open_made()
        if works:
            async with self._database.transaction() as session:
                await tend_room(session, room.id, self._clock(), self._house())
            self._effects.ring()
            await self._make_topic(room)
        await self._mend_heads(room)
        return True

    async def _check(self, room: LiveRoom) -> None:
        try:
            facts = await self._forum.examine(room.address)
        except SendError as exc:
            log.info("the staff room could not be examined", reason=exc.reason)
            self._rest(exc)
            return
        async with self._database.transaction() as session:
            await note_rights(session, room.id, facts, self._clock(), self._house())
        self._effects.ring()

    async def _make_topic(self, room: LiveRoom) -> None:
        """Make the next topic: claimed before the call, so that a crash makes none twice knowingly."""
        async with self._database.transaction() as session:
            order = await claim_topic(session, room.id, self._clock(), self._house())
        if order is None:
            return
        try:
            thread = await self._forum.create_topic(order.address, order.title, order.colour)
        except SendError as exc:
            log.warning("a topic was not made", topic_id=order.topic_id, reason=exc.reason)
            async with self._database.transaction() as session:
                await put_off_topic(session, order.topic_id, exc, self._clock())
            return
        self._made.append((order, thread))
        await self._open_made()

    async def _open_made(self) -> None:
        """Note the topics that were made; while the database is away, they wait for the next look."""
        while self._made:
            order, thread = made = self._made.pop(0)
            try:
                async with self._database.transaction() as session:
                    await open_topic(session, order, thread, self._clock(), self._house())
            except BaseException:
                self._made.insert(0, made)
                raise
            self._effects.ring()

    async def _mend_heads(self, room: LiveRoom) -> None:
        """Open a closed topic again, or change a title, one at a look."""
        if self._clock() < self._resting_until:
            return
        async with self._database.reading() as session:
            newest = await newest_step(session)
            closed = await closed_topic(session, room.id, self._clock())
            stale = None if closed else await stale_title(session, room.id, room.titled_to, self._house())
        if closed is None and stale is None:
            await self._note_titled(room, newest)
            return
        try:
            if closed is not None:
                exists = await self._exists(self._forum.reopen_topic(closed.address, closed.thread))
                async with self._database.transaction() as session:
                    await note_reopened(session, closed.topic_id, self._clock(), exists=exists)
            elif stale is not None:
                await self._exists(self._forum.rename_topic(stale.address, stale.thread, stale.title))
                async with self._database.transaction() as session:
                    await note_title(session, stale, self._clock(), self._house())
        except SendError as exc:
            log.info("a topic was not changed", reason=exc.reason)
            self._rest(exc)

    async def _note_titled(self, room: LiveRoom, newest: int) -> None:
        """Note that titles are up to date, a minute later: a slower step may have a lower number."""
        step, since = self._step or (newest, self._clock())
        self._step = (step, since)
        if newest == room.titled_to or abs(self._clock() - since) < SLOWEST:
            return
        async with self._database.transaction() as session:
            await note_titled(session, room.id, step)
        self._step = None

    def _rest(self, error: SendError) -> None:
        wait = timedelta(seconds=error.seconds) if isinstance(error, SendLater) else REST
        self._resting_until = self._clock() + max(wait, REST)

    async def _exists(self, change: Coroutine[Any, Any, None]) -> bool:
        """Make a change of a topic; return whether there is one."""
        try:
            await change
        except NothingToDo:
            return True
        except TopicGone:
            return False
        return True
