"""Stand-ins for what the worker needs from others."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.turn.incoming import (
    Disposition,
    Incoming,
)
from actions.turn.reading import NotUnderstood, Reading, Why
from actions.turn.send_outcomes import SendError
from bot.timing.bell import Bell
from bot.worker.loops.ports import BeginSends
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxAction, OutboxItem, OutboxStatus
from store.queues import inbox, outbox
from store.queues.inbox import InboxUpdate, ReceivedUpdate
from store.queues.lanes import keep_lanes_in_memory
from store.queues.outgoing import Outgoing


@pytest.fixture
def database(database: Database) -> Database:
    """An open database; on SQLite this process alone says who works on which chat, as it does in service."""
    if database.is_sqlite:
        keep_lanes_in_memory(database)
    return database


class Clock:
    """A clock that is moved by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


def ringing(bell: Bell) -> BeginSends:
    """Leaves all sends to the loop that waits for this bell."""

    async def begin_sends(_session: AsyncSession, _now: datetime) -> Callable[[], None]:
        return bell.ring

    return begin_sends


@dataclass(slots=True)
class RecordingDesk:
    """Answers each update with one message; `trouble` is raised once for each time it is listed."""

    trouble: list[Exception] = field(default_factory=list)
    readings: list[Reading | None] = field(default_factory=list)
    searched: list[SearchedQuestion] = field(default_factory=list)

    async def __call__(
        self,
        session: AsyncSession,
        item: InboxUpdate,
        incoming: Incoming,
        reading: Reading | None,
        now: datetime,
        searched: SearchedQuestion = NOT_SEARCHED,
    ) -> Disposition:
        self.readings.append(reading)
        self.searched.append(searched)
        await outbox.add(session, Outgoing(item.lane, OutboxAction.SEND, f"re {item.update_id}"), now)
        if self.trouble:
            raise self.trouble.pop(0)
        is_away = reading == NotUnderstood(Why.UNAVAILABLE)
        return Disposition.WAITING if is_away else Disposition.DONE


def failure(kind: type[SendError], reason: str = "made-up") -> SendError:
    """An end that is not well."""
    return kind(reason)


async def receive(database: Database, now: datetime, *bodies: dict[str, Any], first_id: int = 1) -> None:
    """Put updates into the inbox; `chat` says in which lane."""
    received = [
        ReceivedUpdate(Address(42), number, Address(int(body.get("chat", 0))), body)
        for number, body in enumerate(bodies, first_id)
    ]
    async with database.transaction() as session:
        await inbox.add(session, received, now)


async def queue(database: Database, now: datetime, *outgoing: Outgoing) -> list[int]:
    """Put something into the outbox."""
    async with database.transaction() as session:
        return [await outbox.add(session, each, now) for each in outgoing]


def text(words: str, chat: int = 5) -> Outgoing:
    """A message."""
    return Outgoing(Address(chat), OutboxAction.SEND, words)


async def inbox_rows(database: Database) -> list[tuple[int, InboxStatus, int]]:
    """Update id, status and attempts of all that came in."""
    async with database.reading() as session:
        columns = InboxItem.update_id, InboxItem.status, InboxItem.attempts
        return [tuple(row) for row in await session.execute(select(*columns).order_by(InboxItem.id))]


async def outbox_rows(database: Database) -> list[tuple[str, OutboxStatus]]:
    """Text and status of all that goes out."""
    async with database.reading() as session:
        rows = await session.scalars(select(OutboxItem).order_by(OutboxItem.id))
        return [(row.payload["text"], row.status) for row in rows]


async def alarms(database: Database) -> list[tuple[str, str]]:
    """Kind and subject of all alarms."""
    async with database.reading() as session:
        found = await session.execute(select(Alarm.kind, Alarm.subject).order_by(Alarm.id))
        return [tuple(row) for row in found]
