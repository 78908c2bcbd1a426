"""The staff room in force, as loops and pages see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.address import Address
from store.models.cases import IS_OPEN, Case
from store.models.conversations import Conversation, Message, Mode, Note, Revision
from store.models.queues import Alarm
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, Receipt, RelayedMessage, RoomMember, StaffRoom, TopicState
from store.queries.staffroom.held_alarms import can_be_said
from store.queries.staffroom.late_rows import unseen


@dataclass(frozen=True, slots=True)
class LiveRoom:
    """The tied group; `missing` is None until its rights were looked at."""

    id: int
    address: Address
    title: str | None
    tied_at: datetime
    missing: tuple[str, ...] | None
    checked_at: datetime | None
    titled_to: int = 0


@dataclass(frozen=True, slots=True)
class TiedMember:
    """A member of staff whose account is tied."""

    staff_id: int
    name: str
    username: str | None
    tied_at: datetime | None


async def read_live_room(session: AsyncSession) -> LiveRoom | None:
    """Return the tied room; None if staff answer in the console alone."""
    row = await session.scalar(select(StaffRoom).where(StaffRoom.untied_at.is_(None)).limit(1))
    if row is None:
        return None
    missing = None if row.missing is None else tuple(row.missing)
    return LiveRoom(row.id, row.address, row.title, row.tied_at, missing, row.checked_at, row.titled_to)


async def tied_members(session: AsyncSession) -> tuple[TiedMember, ...]:
    """Return who is tied, by name."""
    found = await session.execute(
        select(Staff.id, Staff.name, RoomMember.username, RoomMember.tied_at)
        .join(RoomMember, RoomMember.staff_id == Staff.id)
        .where(Staff.disabled_at.is_(None))
        .order_by(Staff.name)
    )
    return tuple(TiedMember(*row) for row in found)


async def topic_counts(session: AsyncSession, room_id: int) -> dict[TopicState, int]:
    """Return how many topics stand in each state."""
    found = await session.execute(
        select(CustomerTopic.state, func.count())
        .where(CustomerTopic.room_id == room_id)
        .group_by(CustomerTopic.state)
    )
    return dict(found.tuples().all())


async def has_room_work(session: AsyncSession, room_id: int, sayable: Collection[str] = ()) -> bool:
    """Return whether anything may have to be relayed, shown or made; costs no write.

    Held notices are work only where one of a `sayable` kind has an open topic.
    """
    room = await session.get_one(StaffRoom, room_id)
    of_room = select(CustomerTopic.id).where(CustomerTopic.room_id == room_id)
    topic_of_case = exists().where(
        CustomerTopic.room_id == room_id, CustomerTopic.customer_id == Case.customer_id
    )
    topic_of_talk = exists().where(
        CustomerTopic.room_id == room_id, CustomerTopic.customer_id == Conversation.customer_id
    )
    signs: tuple[Select[tuple[int]], ...] = (
        select(Message.id).where(Message.id > room.seen_to),
        of_room.where(CustomerTopic.behind_from.is_not(None)),
        of_room.where(CustomerTopic.notes_from.is_not(None)),
        of_room.join(RelayedMessage, RelayedMessage.topic_id == CustomerTopic.id).where(
            RelayedMessage.receipt == Receipt.QUEUED
        ),
        select(Revision.id).where(unseen(room, Revision)),
        select(Alarm.id).where(unseen(room, Alarm)),
        select(Note.id).where(Note.id > room.notes_to),
        of_room.where(CustomerTopic.state.in_((TopicState.WANTED, TopicState.MAKING))),
        of_room.where(CustomerTopic.card_id.is_not(None), CustomerTopic.pinned_at.is_(None)),
        select(Case.id).where(IS_OPEN, Case.opened_at >= room.tied_at, ~topic_of_case),
        select(Conversation.id).where(
            and_(Conversation.mode == Mode.STAFF, Conversation.last_message_at >= room.tied_at),
            ~topic_of_talk,
        ),
    )
    if held := [int(number) for number in room.held_alarms or []]:
        signs = (*signs, can_be_said(room_id, held, sayable))
    found = await session.scalar(select(or_(*(sign.exists() for sign in signs))))
    return bool(found)
