"""Stand-ins for what the worker needs from others."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.turn.incoming import (
    ButtonPressed,
    Disposition,
    Incoming,
    Origin,
    Person,
    TextReceived,
    Unhandled,
)
from actions.turn.reading import NotUnderstood, Reading, Why
from actions.turn.send_outcomes import SendError
from nlu.contract.errors import NluBadAnswer, NluUnavailable
from nlu.contract.labels import Intent
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxAction, OutboxItem, OutboxStatus
from store.queues import inbox, outbox
from store.queues.inbox import InboxUpdate, ReceivedUpdate
from store.queues.outbox import Outgoing

INQUIRY = Understanding(Intent.INQUIRY, 0.9, ((Intent.INQUIRY, 0.9),), "made-up")
SENT = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


class Clock:
    """A clock that is moved by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


class PlainDecoder:
    """Reads `{"text": …}`, `{"tap": …}` and `{"group": …}`; nothing else can be decoded."""

    def decode(self, update: Mapping[str, Any]) -> Incoming:
        match dict(update):
            case {"text": str(text), "chat": int(chat)}:
                return TextReceived(Origin(Address(chat), Person(Address(chat), "Ann")), 1, SENT, text)
            case {"tap": str(data), "chat": int(chat)}:
                return ButtonPressed(Origin(Address(chat), Person(Address(chat), "Ann")), "tap", 1, data)
            case {"group": str(text)}:
                return TextReceived(
                    Origin(Address(-1), Person(Address(1), "Ann"), private=False), 1, SENT, text
                )
            case {"other": str(kind)}:
                return Unhandled(kind)
        raise ValueError("text is missing")


@dataclass(slots=True)
class ScriptedClassifier:
    """Takes everything for an inquiry; `away` makes it unavailable, texts with "odd" get an odd answer."""

    away: bool = False
    hopeless: str = "\x00"
    asked: list[str] = field(default_factory=list)
    refused: asyncio.Event = field(default_factory=asyncio.Event)

    async def parse(self, text: str) -> Understanding:
        self.asked.append(text)
        await asyncio.sleep(0)
        if self.away or self.hopeless in text:
            self.refused.set()
            raise NluUnavailable("ConnectError")
        if "odd" in text:
            raise NluBadAnswer("no intent")
        return INQUIRY


@dataclass(slots=True)
class RecordingDesk:
    """Answers each update with one message; `trouble` is raised once for each time it is listed."""

    trouble: list[Exception] = field(default_factory=list)
    readings: list[Reading | None] = field(default_factory=list)

    async def __call__(
        self,
        session: AsyncSession,
        item: InboxUpdate,
        incoming: Incoming,
        reading: Reading | None,
        now: datetime,
    ) -> Disposition:
        self.readings.append(reading)
        await outbox.add(session, Outgoing(item.lane, OutboxAction.SEND, f"re {item.update_id}"), now)
        if self.trouble:
            raise self.trouble.pop(0)
        is_away = reading == NotUnderstood(Why.UNAVAILABLE)
        return Disposition.WAITING if is_away else Disposition.DONE


@dataclass(slots=True)
class ScriptedSender:
    """Sends into a list. `outcomes` are the next ends; after them every send is a success.

    `begun` has when each send began, in seconds of the loop's clock.
    """

    outcomes: list[int | Exception | None] = field(default_factory=list)
    sent: list[Outgoing] = field(default_factory=list)
    gate: asyncio.Event | None = None
    busy: asyncio.Event = field(default_factory=asyncio.Event)
    begun: list[float] = field(default_factory=list)

    async def send(self, outgoing: Outgoing) -> int | None:
        self.sent.append(outgoing)
        self.begun.append(asyncio.get_running_loop().time())
        self.busy.set()
        if self.gate is not None:
            await self.gate.wait()
        outcome = self.outcomes.pop(0) if self.outcomes else 1000 + len(self.sent)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    @property
    def texts(self) -> list[str]:
        """What was sent, in order."""
        return [each.text for each in self.sent]


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
