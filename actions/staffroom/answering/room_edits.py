"""What a member of staff changes later: the customer's copy of a message is changed or deleted too."""

from collections.abc import Awaitable, Callable

from actions.casework.own_messages import delete_own, edit_own
from actions.casework.refusals import NotYourMessage, TooLateToChange
from actions.staff.permissions import Permission, is_allowed
from actions.staffroom.answering.room_spot import RoomSpot
from actions.turn.incoming import TextEdited
from store.models.conversations import Message, Note
from store.models.staff_rooms import Receipt, RelayedMessage
from store.queries.staffroom.relay_lines import relayed_by_number


async def take_edit(spot: RoomSpot, edited: TextEdited) -> None:
    """Give a reply or a note of the same member its new words, or say why not."""
    relayed = await relayed_by_number(spot.session, spot.topic, edited.message_id)
    if relayed is None:
        return
    if relayed.note_id is not None:
        note = await spot.session.get_one(Note, relayed.note_id)
        if note.staff_id == spot.staff.id:
            note.text = edited.text.removeprefix("//").strip()
        return
    message = await _message(spot, relayed)
    if message is not None:
        place = message.conversation_id, message.id
        await _try(spot, lambda: edit_own(spot.session, *place, edited.text, spot.staff.id, spot.now))


async def delete_reply(spot: RoomSpot, number: int | None) -> None:
    """Delete a reply of the same member for the customer, or say why not; the transcript keeps it."""
    relayed = None if number is None else await relayed_by_number(spot.session, spot.topic, number)
    message = await _message(spot, relayed)
    if message is None:
        await spot.refuse(spot.text("not_your_message"))
        return
    place = message.conversation_id, message.id
    if await _try(spot, lambda: delete_own(spot.session, *place, spot.staff.id, spot.now)):
        await spot.show(Receipt.DELIVERED)


async def _message(spot: RoomSpot, relayed: RelayedMessage | None) -> Message | None:
    if relayed is None or relayed.message_id is None:
        return None
    return await spot.session.get(Message, relayed.message_id)


async def _try(spot: RoomSpot, change: Callable[[], Awaitable[None]]) -> bool:
    """Make a change of an own message with the permission that writing one needs; False if it is refused."""
    if not is_allowed(spot.staff.role, Permission.TALK):
        await spot.refuse(spot.text("may_not"))
        return False
    try:
        await change()
    except NotYourMessage:
        await spot.refuse(spot.text("not_your_message"))
        return False
    except TooLateToChange:
        await spot.refuse(spot.text("too_late_to_change"))
        return False
    return True
