"""What the database holds after a run, as far as it has to agree with what customers did."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.database import Database
from store.engine.database_errors import StoreUnavailable
from store.models.address import Address
from store.models.cases import Case, CaseEvent, CaseKind, CaseStep
from store.models.conversations import Direction, Message, MessageKind
from store.models.customers import Customer
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxAction, OutboxItem, OutboxStatus
from store.models.staff_rooms import CustomerTopic, StaffRoom, TopicState
from store.models.surveys import Answer, Invitation, InvitationStatus
from store.queries.staffroom.topic_places import former_places
from store.queues.outbox import UNSENT
from store.queues.outgoing import ORIGINALS

Place = tuple[int, int]
"""A group and a topic in it: another group may have one of the same number."""


@dataclass(frozen=True, slots=True)
class Send:
    """One row of the outbox that makes a new message."""

    id: int
    status: OutboxStatus
    message_id: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Books:
    """Counts and rows, by update or by chat.

    `steps` are openings of cases and what was added to them; `reactions` acknowledge lines of a burst.
    `words` are the texts of customers as they stand now, `unknown_words` those of unknown sends, copies and
    edits by chat. `topics` are the places of a customer's topics in the staff room, `former` those of topics
    that were deleted or whose group moved.
    """

    inbox: Mapping[tuple[int, InboxStatus], int]
    messages: Mapping[int, int]
    steps: Mapping[tuple[int, CaseKind, CaseStep], int]
    sends: Mapping[int, list[Send]]
    unknown: Mapping[int, OutboxAction]
    alarms: frozenset[str]
    invitations: Mapping[int, int]
    ratings: Mapping[int, list[int | None]]
    reactions: Mapping[int, int]
    words: Mapping[int, Collection[str]] = field(default_factory=dict)
    unknown_words: Mapping[int, Collection[str]] = field(default_factory=dict)
    topics: Mapping[int, list[Place]] = field(default_factory=dict)
    former: Mapping[int, list[Place]] = field(default_factory=dict)


async def settled(database: Database, updates: int, within: float) -> bool:
    """Wait until so many updates have had their effect and nothing is left to send, to ask or to relay."""
    counts = (
        select(func.count()).where(InboxItem.status == InboxStatus.DONE),
        select(func.count()).where(OutboxItem.status.in_(UNSENT)),
        select(func.count()).where(Invitation.status == InvitationStatus.SCHEDULED),
        select(func.count()).where(
            (CustomerTopic.state != TopicState.OPEN) | CustomerTopic.behind_from.is_not(None)
        ),
    )
    clock = asyncio.get_running_loop().time
    end = clock() + within
    while clock() < end:
        try:
            async with database.reading() as session:
                found = [await session.scalar(count) for count in counts]
        except StoreUnavailable:
            found = []
        if found == [updates, 0, 0, 0]:
            return True
        await asyncio.sleep(0.3)
    return False


async def read_books(database: Database) -> Books:
    """Read everything that is compared."""
    async with database.reading() as session:
        sends, unknown = await _outbox(session)
        return Books(
            inbox=await _inbox(session),
            messages=await _messages(session),
            steps=await _steps(session),
            sends=sends,
            unknown=unknown,
            alarms=frozenset(
                await session.scalars(select(Alarm.subject).where(Alarm.kind == "outbox.unknown"))
            ),
            invitations=await _invitations(session),
            ratings=await _ratings(session),
            reactions=await _reactions(session),
            words=await _words(session),
            unknown_words=await _unknown_words(session),
            topics=await _topics(session),
            former=await _former(session),
        )


async def _inbox(session: AsyncSession) -> Mapping[tuple[int, InboxStatus], int]:
    rows = await session.execute(select(InboxItem.update_id, InboxItem.status))
    return Counter((update_id, status) for update_id, status in rows)


async def _messages(session: AsyncSession) -> Mapping[int, int]:
    rows = await session.execute(
        select(Message.address, func.count())
        .where(Message.direction == Direction.IN, Message.kind != MessageKind.TAP)
        .group_by(Message.address)
    )
    return {chat.number: count for chat, count in rows if chat is not None}


async def _words(session: AsyncSession) -> Mapping[int, Collection[str]]:
    rows = await session.execute(
        select(Message.address, Message.text).where(
            Message.direction == Direction.IN, Message.text.is_not(None)
        )
    )
    words: defaultdict[int, set[str]] = defaultdict(set)
    for chat, text in rows:
        words[chat.number if chat else 0].add(text or "")
    return words


async def _steps(session: AsyncSession) -> Mapping[tuple[int, CaseKind, CaseStep], int]:
    rows = await session.execute(
        select(Customer.address, Case.kind, CaseEvent.step)
        .join(Case, Case.customer_id == Customer.id)
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(CaseEvent.step.in_((CaseStep.OPENED, CaseStep.MESSAGE)))
    )
    return Counter((chat.number if chat else 0, kind, step) for chat, kind, step in rows)


async def _outbox(session: AsyncSession) -> tuple[Mapping[int, list[Send]], Mapping[int, OutboxAction]]:
    sends: defaultdict[int, list[Send]] = defaultdict(list)
    unknown: dict[int, OutboxAction] = {}
    for row in await session.scalars(select(OutboxItem).order_by(OutboxItem.id)):
        if row.status is OutboxStatus.UNKNOWN:
            unknown[row.id] = row.action
        if row.action is OutboxAction.SEND:
            send = Send(row.id, row.status, row.telegram_message_id, str(row.payload["text"]))
            sends[row.address.number].append(send)
    return sends, unknown


async def _reactions(session: AsyncSession) -> Mapping[int, int]:
    rows = await session.scalars(select(OutboxItem.address).where(OutboxItem.action == OutboxAction.REACT))
    return Counter(chat.number for chat in rows)


async def _invitations(session: AsyncSession) -> Mapping[int, int]:
    rows = await session.execute(
        select(Customer.address, func.count())
        .join(Invitation, Invitation.customer_id == Customer.id)
        .group_by(Customer.address)
    )
    return {chat.number: count for chat, count in rows if chat is not None}


async def _ratings(session: AsyncSession) -> Mapping[int, list[int | None]]:
    rows = await session.execute(
        select(Customer.address, Answer.number)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .join(Customer, Customer.id == Invitation.customer_id)
        .where(Answer.question == "satisfaction")
    )
    ratings: defaultdict[int, list[int | None]] = defaultdict(list)
    for chat, number in rows:
        ratings[chat.number if chat else 0].append(number)
    return ratings


async def _unknown_words(session: AsyncSession) -> Mapping[int, Collection[str]]:
    words: defaultdict[int, list[str]] = defaultdict(list)
    for row in await session.scalars(select(OutboxItem).where(OutboxItem.status == OutboxStatus.UNKNOWN)):
        words[row.address.number].append(str(row.payload.get("text") or ""))
        words[row.address.number] += await _captions(session, row)
    return words


async def _captions(session: AsyncSession, row: OutboxItem) -> list[str]:
    """Return the words of what a row copies."""
    if row.action is not OutboxAction.COPY:
        return []
    found = select(Message.text).where(
        Message.address == Address(row.payload["source"]),
        Message.telegram_message_id.in_(row.payload[ORIGINALS]),
    )
    return [text or "" for text in await session.scalars(found)]


async def _topics(session: AsyncSession) -> Mapping[int, list[Place]]:
    rows = await session.execute(
        select(Customer.address, StaffRoom.address, CustomerTopic.thread)
        .join(CustomerTopic, CustomerTopic.customer_id == Customer.id)
        .join(StaffRoom, StaffRoom.id == CustomerTopic.room_id)
        .where(CustomerTopic.thread.is_not(None))
    )
    topics: defaultdict[int, list[Place]] = defaultdict(list)
    for chat, group, thread in rows:
        topics[chat.number if chat else 0].append((group.number, thread or 0))
    return topics


async def _former(session: AsyncSession) -> Mapping[int, list[Place]]:
    topics = select(Customer.address, CustomerTopic).join(
        CustomerTopic, CustomerTopic.customer_id == Customer.id
    )
    former: defaultdict[int, list[Place]] = defaultdict(list)
    for chat, topic in (await session.execute(topics)).tuples():
        places = [(group.number, thread) for group, thread in former_places(topic)]
        former[chat.number if chat else 0] += places
    return former
