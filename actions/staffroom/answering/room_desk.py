"""What comes from a group: it ties the room and its members, goes to a customer, or is a command."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.canned import CannedReply
from actions.settings.house import House
from actions.staffroom.answering.room_commands import obey
from actions.staffroom.answering.room_edits import take_edit
from actions.staffroom.answering.room_presses import take_press
from actions.staffroom.answering.room_replies import take_attachment, take_words
from actions.staffroom.answering.room_spot import RoomSpot
from actions.staffroom.room.room_lock import locked_room, locked_topic
from actions.staffroom.room.room_moving import move_room
from actions.staffroom.room.room_refusals import NoSuchCode
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_tying import known_member, tie_member, tie_room
from actions.staffroom.room.room_voice import say_in_room
from actions.turn.incoming import (
    AttachmentReceived,
    ButtonPressed,
    CommandReceived,
    GroupChanged,
    Incoming,
    PersonalUpdate,
    ReachabilityChanged,
    TextEdited,
    TextReceived,
    Unhandled,
)
from store.models.queues import OutboxAction
from store.models.staff import Staff
from store.models.staff_rooms import CustomerTopic, RoomMember, StaffRoom
from store.queries.staffroom.topic_places import topic_at
from store.queues import outbox
from store.queues.outgoing import Outgoing

TIE_ROOM, TIE_MEMBER = "room", "join"


async def receive_in_group(
    session: AsyncSession,
    incoming: Incoming,
    now: datetime,
    house: House,
    canned: tuple[CannedReply, ...] = (),
) -> None:
    """Act on what came from a group. Of groups that are no staff room, only the code is read."""
    if isinstance(incoming, Unhandled | ReachabilityChanged):
        return
    if isinstance(incoming, GroupChanged):
        await _follow(session, incoming, now)
        return
    if isinstance(incoming, CommandReceived) and incoming.name == TIE_ROOM:
        await _tie_room(session, incoming, now, house)
        return
    room = await _room_of(session, incoming)
    if room is None or room.untied_at is not None:
        return
    if isinstance(incoming, CommandReceived) and incoming.name == TIE_MEMBER:
        await _tie_member(session, room, incoming, now, house)
        return
    await _receive_in_topic(session, room, incoming, now, house, canned)


async def _receive_in_topic(
    session: AsyncSession,
    room: StaffRoom,
    incoming: PersonalUpdate,
    now: datetime,
    house: House,
    canned: tuple[CannedReply, ...],
) -> None:
    thread = incoming.origin.topic
    if thread is None:  # General is for staff among themselves
        return
    staff = await _staff_of(session, room, incoming, now, house)
    if staff is None:
        return
    topic = await _topic_of(session, room, incoming, thread)
    if topic is None:
        if not isinstance(incoming, ButtonPressed | TextEdited):
            text = room_text(house.language, "unknown_topic")
            await say_in_room(session, room, text, now, thread=thread, reply_to=incoming.message_id)
        return
    await _act(RoomSpot(session, now, house, canned, room, topic, staff, incoming.message_id), incoming)


async def _room_of(session: AsyncSession, incoming: PersonalUpdate) -> StaffRoom | None:
    """Return the room, locked; also if the group got another id after this was written there."""
    address, thread = incoming.origin.address, incoming.origin.topic
    room = await locked_room(session, address)
    if room is not None or thread is None:
        return room
    former = await topic_at(session, address, thread)
    found = None if former is None else await locked_topic(session, former.id)
    return None if found is None else found[0]


async def _topic_of(
    session: AsyncSession, room: StaffRoom, incoming: PersonalUpdate, thread: int
) -> CustomerTopic | None:
    """Return the topic, locked; of words, also if the topic was deleted after they were written there."""
    topic: CustomerTopic | None = await session.scalar(
        select(CustomerTopic)
        .where(CustomerTopic.room_id == room.id, CustomerTopic.thread == thread)
        .with_for_update()
    )
    if topic is not None or not isinstance(incoming, TextReceived | AttachmentReceived | TextEdited):
        return topic
    former = await topic_at(session, incoming.origin.address, thread)
    found = None if former is None else await locked_topic(session, former.id)
    return None if found is None else found[1]


async def _act(
    spot: RoomSpot,
    incoming: PersonalUpdate,
) -> None:
    match incoming:
        case TextReceived():
            await take_words(spot, incoming)
        case AttachmentReceived():
            await take_attachment(spot, incoming)
        case TextEdited():
            await take_edit(spot, incoming)
        case CommandReceived():
            await obey(spot, incoming)
        case ButtonPressed():
            await take_press(spot, incoming)


async def _tie_room(session: AsyncSession, command: CommandReceived, now: datetime, house: House) -> None:
    try:
        await tie_room(session, command.origin.address, command.argument, now)
        text = room_text(house.language, "room_tied")
    except NoSuchCode:
        text = room_text(house.language, "no_such_code")
    answer = Outgoing(
        command.origin.address,
        OutboxAction.SEND,
        text,
        topic=command.origin.topic,
        reply_to=command.message_id,
    )
    await outbox.add(session, answer, now)


async def _tie_member(
    session: AsyncSession, room: StaffRoom, command: CommandReceived, now: datetime, house: House
) -> None:
    name, thread = "no_such_code", command.origin.topic
    if command.origin.anonymous:
        name = "anonymous"
    else:
        try:
            await tie_member(session, command.origin.person, command.argument, now)
            name = "member_tied"
        except NoSuchCode:
            pass
    text = room_text(house.language, name, name=command.origin.person.first_name)
    await say_in_room(session, room, text, now, thread=thread, reply_to=command.message_id)


async def _staff_of(
    session: AsyncSession,
    room: StaffRoom,
    incoming: PersonalUpdate,
    now: datetime,
    house: House,
) -> Staff | None:
    """Return who writes, if the account is tied; otherwise the person is told once, and nothing is done."""
    origin = incoming.origin
    member = await known_member(session, origin.person.account)
    if member is not None and member.staff_id is not None and not origin.anonymous:
        staff = await session.get_one(Staff, member.staff_id)
        if staff.disabled_at is None:
            member.username = origin.person.username
            return staff
    if member is None:
        member = RoomMember(account=origin.person.account, username=origin.person.username)
        session.add(member)
    if isinstance(incoming, ButtonPressed):
        notice = room_text(house.language, "not_tied", name=origin.person.first_name)
        tap = Outgoing(room.address, OutboxAction.ANSWER_TAP, notice, tap=incoming.tap_id)
        await outbox.add(session, tap, now)
    elif member.told_at is None and not isinstance(incoming, TextEdited):
        member.told_at = now
        name = "anonymous" if origin.anonymous else "not_tied"
        text = room_text(house.language, name, name=origin.person.first_name)
        await say_in_room(session, room, text, now, thread=origin.topic, reply_to=incoming.message_id)
    return None


async def _follow(session: AsyncSession, change: GroupChanged, now: datetime) -> None:
    """Follow a group to its new id, or look at the bot's rights again."""
    if change.new_address is not None:
        await move_room(session, change.origin.address, change.new_address, now)
        return
    room = await locked_room(session, change.origin.address)
    if room is not None:
        room.checked_at = None
