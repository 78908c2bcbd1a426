"""A customer at the front desk: what they do goes in, what the bot would send comes out."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.desk.front_desk import receive
from actions.settings.house import House
from actions.turn.incoming import (
    ALONE,
    AttachmentReceived,
    ButtonPressed,
    CommandReceived,
    Disposition,
    Incoming,
    Origin,
    Person,
    ReachabilityChanged,
    TextEdited,
    TextReceived,
    Ties,
)
from actions.turn.open_conversation import open_turn
from actions.turn.reading import NotUnderstood, Reading, Why
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.models.address import Address
from store.models.conversations import MessageKind
from store.models.queues import InboxItem, InboxStatus, OutboxItem
from store.queues import inbox
from store.queues.outgoing import TOPIC
from tests.records import Records

ACCOUNT = Address(42)
AWAY = NotUnderstood(Why.UNAVAILABLE)
ODD = NotUnderstood(Why.ODD_ANSWER)


def sure(intent: Intent, confidence: float = 0.9) -> Understanding:
    """What a model says that is this sure of an intent."""
    others = [other for other in Intent if other is not intent]
    rest = (1 - confidence) / len(others)
    return Understanding(
        intent, confidence, ((intent, confidence), *((other, rest) for other in others)), "m1"
    )


def unsure(intent: Intent) -> Understanding:
    """What a model says that leans to an intent and does not know."""
    return sure(intent, 0.3)


@dataclass
class Sent:
    """Something put into the outbox: its text, and the data or address of each button by what it says."""

    text: str
    buttons: dict[str, str] = field(default_factory=dict)
    action: str = "send"
    topic: int | None = None


@dataclass
class Customer:
    """One customer; each method is one update and returns what the bot sent because of it."""

    database: Database
    house: House
    now: datetime
    account: Address = ACCOUNT
    language_code: str | None = "zh-hans"
    updates: int = 0
    name: str = "Wang"
    last_name: str | None = None
    topic: int | None = None
    # So long after the one before, each update comes in: each begins a burst, unless a test is about bursts.
    pace: timedelta = timedelta(minutes=2)
    last_item: inbox.InboxUpdate | None = None
    disposition: Disposition | None = None
    # What is found for each message.
    searched: SearchedQuestion = NOT_SEARCHED

    @property
    def origin(self) -> Origin:
        person = Person(self.account, self.name, None, self.language_code, self.last_name)
        return Origin(self.account, person, topic=self.topic)

    async def write(
        self,
        text: str,
        reading: Reading | None = None,
        written_at: datetime | None = None,
        ties: Ties = ALONE,
    ) -> list[Sent]:
        number = self._next()
        incoming = TextReceived(self.origin, number, written_at or self.now, text, ties)
        return await self.update(incoming, reading or sure(Intent.INQUIRY))

    async def command(self, name: str, argument: str = "") -> list[Sent]:
        return await self.update(CommandReceived(self.origin, self._next(), self.now, name, argument))

    async def press(self, data: str, message_id: int | None = 7) -> list[Sent]:
        return await self.update(ButtonPressed(self.origin, f"tap{self._next()}", message_id, data))

    async def attach(
        self,
        kind: MessageKind,
        caption: str | None = None,
        reading: Reading | None = None,
        details: dict[str, Any] | None = None,
        ties: Ties = ALONE,
    ) -> list[Sent]:
        what = details or {"file_id": "f1"}
        return await self.update(
            AttachmentReceived(self.origin, self._next(), self.now, kind, what, caption, ties), reading
        )

    async def edit(self, message_id: int, text: str, reading: Reading) -> list[Sent]:
        self._next()
        return await self.update(TextEdited(self.origin, message_id, self.now, text), reading)

    async def block(self, *, reachable: bool = False) -> list[Sent]:
        self._next()
        return await self.update(ReachabilityChanged(self.origin, reachable))

    async def update(self, incoming: Incoming, reading: Reading | None = None) -> list[Sent]:
        """Give an update to the desk, as the worker does."""
        update_id = self.account.number * 1000 + self.updates
        async with self.database.transaction() as session:
            await inbox.add(
                session,
                [inbox.ReceivedUpdate(Address(1), update_id, self.account, {})],
                self.now + self.pace * self.updates,
            )
            row = (await session.scalars(select(InboxItem).where(InboxItem.update_id == update_id))).one()
            item = await _item(session, row)
        return await self.again(item, incoming, reading)

    async def again(self, item: inbox.InboxUpdate, incoming: Incoming, reading: Reading | None) -> list[Sent]:
        """Work on an update that waited."""
        self.last_item = item
        async with self.database.transaction() as session:
            before = set(await session.scalars(select(OutboxItem.id)))
            item = await _item(session, await session.get_one(InboxItem, item.id))
            self.disposition = await receive(
                session, item, incoming, reading, self.now, self.searched, house=self.house
            )
            if self.disposition is Disposition.DONE:
                await inbox.finish(session, [item.id], self.now)
            else:
                await inbox.postpone(session, item.id, self.now + timedelta(seconds=5))
            rows = await session.scalars(select(OutboxItem).order_by(OutboxItem.id))
            return [_sent(row) for row in rows if row.id not in before]

    async def understood_later(self, incoming: Incoming, reading: Reading) -> list[Sent]:
        """An update that comes while the NLU server is away; what the bot sends when it is back."""
        self.updates += 1
        await self.update(incoming, AWAY)
        assert self.disposition is Disposition.WAITING
        assert self.last_item is not None
        return await self.again(self.last_item, incoming, reading)

    def _next(self) -> int:
        self.updates += 1
        return self.updates


async def _item(session: AsyncSession, row: InboxItem) -> inbox.InboxUpdate:
    """The update as the worker would find it now."""
    waiting = select(InboxItem.id).where(
        InboxItem.lane == row.lane, InboxItem.status == InboxStatus.WAITING, InboxItem.id < row.id
    )
    is_behind = await session.scalar(waiting.limit(1)) is not None
    known = row.id, row.update_id, row.lane, row.body, row.status, row.attempts
    return inbox.InboxUpdate(*known, row.due_at, row.received_at, is_behind)


def _sent(row: OutboxItem) -> Sent:
    buttons = {button[0]: button[-1] for line in row.payload["buttons"] for button in line}
    return Sent(row.payload["text"], buttons, row.action.value, row.payload.get(TOPIC))


def texts(sent: Sequence[Sent]) -> list[str]:
    """Only the new messages, without edits and answered taps."""
    return [each.text for each in sent if each.action == "send"]


@pytest.fixture
def customer(database: Database, house: House, now: datetime) -> Customer:
    """A Chinese-speaking customer."""
    return Customer(database, house, now)


@pytest.fixture
def customers(database: Database, house: House, now: datetime) -> Callable[..., Customer]:
    """Makes further customers."""

    def make(number: int, language_code: str | None = "zh-hans") -> Customer:
        return Customer(database, house, now, Address(number), language_code)

    return make


@pytest.fixture
async def turn(database: Database, house: House, now: datetime) -> AsyncIterator[Turn]:
    """A turn with customer 42, whose transaction ends with the test."""
    async with database.transaction() as session:
        known = await Records(session, now).customer(account=ACCOUNT, address=ACCOUNT, language_code="en")
        yield await open_turn(session, known, now, house)
