"""What comes from a group: it ties the room and its members, goes to a customer, or is a command."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.canned import CannedReply
from actions.settings.house import House
from actions.staffroom.answering.room_commands import obey
from actions.staffroom.answering.room_edits import take_edit
from actions.staffroom.answering.room_place import RoomPlace, find_place
from actions.staffroom.answering.room_presses import answer_press, take_press
from actions.staffroom.answering.room_replies import take_attachment, take_words
from actions.staffroom.answering.room_spot import RoomSpot
from actions.staffroom.room.room_lock import locked_room
from actions.staffroom.room.room_moving import move_room
from actions.staffroom.room.room_refusals import NoSuchCode
from actions.staffroom.room.room_texts import room_text
from actions.staffroom.room.room_tying import known_member, tie_member, tie_room
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
from store.models.staff_rooms import RoomMember
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
    place = await find_place(session, incoming)
    if place is None:
        return
    if isinstance(incoming, CommandReceived) and incoming.name == TIE_MEMBER:
        await _tie_member(session, place, incoming, now, house)
        return
    await _receive_in_topic(session, place, incoming, now, house, canned)


async def _receive_in_topic(
    session: AsyncSession,
    place: RoomPlace,
    incoming: PersonalUpdate,
    now: datetime,
    house: House,
    canned: tuple[CannedReply, ...],
) -> None:
    if place.thread is None:  # General is for staff among themselves
        return
    staff = await _staff_of(session, place, incoming, now, house)
    if staff is None:
        return
    if place.topic is None:
        if not isinstance(incoming, ButtonPressed | TextEdited):
            await place.tell(room_text(house.language, "unknown_topic"), now)
        return
    spot = RoomSpot(
        session, now, house, canned, place.room, place.topic, staff, place.number, is_left=place.is_left
    )
    await _act(spot, incoming)


async def _act(spot: RoomSpot, incoming: PersonalUpdate) -> None:
    match incoming:
        case CommandReceived() if spot.is_left:  # its answers would show the customer's words elsewhere
            await spot.answer(spot.text("topic_gone"))
        case ButtonPressed() if spot.is_left:
            await answer_press(spot.session, spot.room, incoming, spot.text("topic_gone"), spot.now)
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
    session: AsyncSession, place: RoomPlace, command: CommandReceived, now: datetime, house: House
) -> None:
    name = "no_such_code"
    if command.origin.anonymous:
        name = "anonymous"
    else:
        try:
            await tie_member(session, command.origin.person, command.argument, now)
            name = "member_tied"
        except NoSuchCode:
            pass
    await place.tell(room_text(house.language, name, name=command.origin.person.first_name), now)


async def _staff_of(
    session: AsyncSession,
    place: RoomPlace,
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
        await answer_press(session, place.room, incoming, notice, now)
    elif member.told_at is None and not isinstance(incoming, TextEdited):
        member.told_at = now
        name = "anonymous" if origin.anonymous else "not_tied"
        await place.tell(room_text(house.language, name, name=origin.person.first_name), now)
    return None


async def _follow(session: AsyncSession, change: GroupChanged, now: datetime) -> None:
    """Follow a group to its new id, or look at the bot's rights again."""
    if change.new_address is not None:
        await move_room(session, change.origin.address, change.new_address, now)
        return
    room = await locked_room(session, change.origin.address)
    if room is not None:
        room.checked_at = None
