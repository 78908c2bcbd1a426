"""What a member of staff changes later: the customer's copy of a message is changed or deleted too."""

from actions.casework.case_history import audit
from actions.staffroom.answering.room_spot import RoomSpot
from actions.staffroom.room.room_refusals import StillOnItsWay
from actions.turn.incoming import TextEdited
from store.models.conversations import Message, MessageKind, Note, Revision
from store.models.queues import OutboxAction
from store.queries.staffroom.relay_lines import relayed_by_number
from store.queues import outbox
from store.queues.outbox import Outgoing
from store.queues.unsent import withdraw


async def take_edit(spot: RoomSpot, edited: TextEdited) -> None:
    """Give a reply or a note of the same member its new words.

    Raises:
        StillOnItsWay: the reply is being sent in this moment; the edit is tried again.
    """
    relayed = await relayed_by_number(spot.session, spot.topic, edited.message_id)
    if relayed is None:
        return
    if relayed.note_id is not None:
        note = await spot.session.get_one(Note, relayed.note_id)
        if note.staff_id == spot.staff.id:
            note.text = edited.text.removeprefix("//").strip()
        return
    message = await _own(spot, relayed.message_id)
    if message is None or message.text == edited.text:
        return
    spot.session.add(Revision(message_id=message.id, text=message.text or "", replaced_at=spot.now))
    message.text = edited.text
    await _send_edit(spot, message, edited.text)


async def delete_reply(spot: RoomSpot, number: int | None) -> bool:
    """Delete a reply of the same member at the customer's; the transcript keeps it. False if it is none."""
    relayed = None if number is None else await relayed_by_number(spot.session, spot.topic, number)
    message = None if relayed is None else await _own(spot, relayed.message_id)
    if message is None:
        return False
    if message.telegram_message_id is not None and message.address is not None:
        deletion = Outgoing(message.address, OutboxAction.DELETE, target=message.telegram_message_id)
        await outbox.add(spot.session, deletion, spot.now)
    else:
        await withdraw(spot.session, message.id)
    message.deleted_at = spot.now
    audit(spot.session, "message.deleted", f"message:{message.id}", spot.staff.id, spot.now)
    return True


async def _own(spot: RoomSpot, message_id: int | None) -> Message | None:
    message = None if message_id is None else await spot.session.get(Message, message_id)
    return message if message is not None and message.staff_id == spot.staff.id else None


async def _send_edit(spot: RoomSpot, message: Message, text: str) -> None:
    if message.address is None:
        return
    is_text = message.kind is MessageKind.TEXT
    if message.telegram_message_id is not None:
        action = OutboxAction.EDIT if is_text else OutboxAction.EDIT_CAPTION
        edit = Outgoing(message.address, action, text, target=message.telegram_message_id)
        await outbox.add(spot.session, edit, spot.now)
    elif is_text:  # a file that waits is copied with the caption that it has then
        if not await withdraw(spot.session, message.id):
            raise StillOnItsWay
        again = Outgoing(
            message.address,
            OutboxAction.SEND,
            text,
            message_id=message.id,
            topic=message.topic,
            reply_to=message.reply_to,
        )
        await outbox.add(spot.session, again, spot.now)
