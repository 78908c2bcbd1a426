"""From a topic to the customer: what a tied member writes is a reply as from the console, or a note."""

from collections.abc import Awaitable, Callable

from sqlalchemy import exists, func, select

from actions.casework.handover import reply_by
from actions.casework.note_writing import write_note
from actions.casework.refusals import NotYours, OutOfReach
from actions.staff.permissions import Permission, is_allowed
from actions.staffroom.answering.room_spot import RoomSpot
from actions.turn.incoming import AttachmentReceived, TextReceived, Ties
from actions.turn.turn import PassedOn, Turn
from store.models.conversations import Message, MessageKind
from store.models.queues import OutboxItem
from store.models.staff_rooms import Receipt, RelayedMessage
from store.queries.staffroom.relay_lines import relayed_by_number
from store.queues.payload_parts import add_original

NOTE, COMMAND = "//", "/"
UNSENDABLE = (MessageKind.OTHER,)
Say = Callable[[Turn], Awaitable[Message]]


async def take_words(spot: RoomSpot, received: TextReceived) -> None:
    """Send a text to the customer, or keep it as a note: one that begins with `//`, or replies to a note."""
    replied = await _replied(spot, received.ties)
    if received.text.startswith(NOTE) or (replied is not None and replied.note_id is not None):
        await _note(spot, received.text.removeprefix(NOTE).strip(), None)
        return
    if received.text.startswith(COMMAND):  # mistyped, or for another bot: nothing for a customer to read
        await spot.answer(spot.text("unknown_command"))
        return
    reply_to = await _customers_number(spot, replied)

    async def say(turn: Turn) -> Message:
        return await turn.say(received.text, staff_id=spot.staff.id, reply_to=reply_to)

    await _reply(spot, say)


async def take_attachment(spot: RoomSpot, received: AttachmentReceived) -> None:
    """Send a file, a voice message or a place to the customer; the items of an album go together.

    Telegram puts the caption of an album on one item, so those after it are part of the same note.
    """
    caption = received.caption or ""
    replied = await _replied(spot, received.ties)
    is_note = caption.startswith(NOTE) or (replied is not None and replied.note_id is not None)
    if is_note or await _joins_note(spot, received.ties.album):
        text = caption.removeprefix(NOTE).strip() or f"[{received.kind.value}]"
        await _note(spot, text, received.ties.album)
        return
    if received.kind in UNSENDABLE:
        await spot.answer(spot.text("not_sent_kind"))
        return
    passed = PassedOn(
        received.origin.address,
        received.message_id,
        received.kind,
        received.details,
        received.caption,
        received.ties.album,
        await _customers_number(spot, replied),
        follows=await _joins_album(spot, received),
    )

    async def say(turn: Turn) -> Message:
        return await turn.pass_on(passed, spot.staff.id)

    await _reply(spot, say, has_receipt=not passed.follows)


async def _reply(spot: RoomSpot, say: Say, *, has_receipt: bool = True) -> None:
    """Write to the customer as staff, or say why not; the talk is taken over where the bot answers."""
    if not is_allowed(spot.staff.role, Permission.TALK):
        await spot.refuse(spot.text("may_not"))
        return
    try:
        message = await reply_by(
            spot.session,
            await spot.conversation_id(),
            say,
            spot.staff.id,
            spot.now,
            spot.house,
            take=True,
        )
    except NotYours:
        await spot.refuse(spot.text("colleague_answers", name=await spot.colleague()))
        return
    except OutOfReach:
        await spot.refuse(spot.text("out_of_reach"))
        return
    receipt = Receipt.QUEUED if has_receipt else None
    spot.session.add(
        RelayedMessage(
            topic_id=spot.topic.id,
            message_id=message.id,
            group_number=spot.number,
            receipt=receipt,
            at=spot.now,
        )
    )
    if receipt is not None:
        await spot.show(receipt)


async def _note(spot: RoomSpot, text: str, album: str | None) -> None:
    if not is_allowed(spot.staff.role, Permission.WRITE_NOTES):
        await spot.refuse(spot.text("may_not"))
        return
    if not text:
        return
    note = await write_note(spot.session, await spot.conversation_id(), text, spot.staff.id, spot.now)
    spot.session.add(
        RelayedMessage(
            topic_id=spot.topic.id, note_id=note.id, group_number=spot.number, album=album, at=spot.now
        )
    )


async def _replied(spot: RoomSpot, ties: Ties) -> RelayedMessage | None:
    if ties.reply_to is None:
        return None
    return await relayed_by_number(spot.session, spot.topic, ties.reply_to)


async def _customers_number(spot: RoomSpot, replied: RelayedMessage | None) -> int | None:
    """Return the number in the customer's chat of the message that is replied to."""
    if replied is None or replied.message_id is None:
        return None
    joined = RelayedMessage.id == replied.id
    if replied.outbox_id is not None:
        joined = RelayedMessage.outbox_id == replied.outbox_id
    # Of joined messages the customer's last is meant, and not what the bot said to it.
    meant = (
        select(Message.telegram_message_id)
        .join(RelayedMessage, RelayedMessage.message_id == Message.id)
        .where(joined)
        .order_by(Message.direction, Message.id.desc())
        .limit(1)
    )
    number: int | None = await spot.session.scalar(meant)
    return number


async def _joins_note(spot: RoomSpot, album: str | None) -> bool:
    """Return whether an earlier item of the album is a note."""
    if album is None:
        return False
    of_album = exists().where(
        RelayedMessage.topic_id == spot.topic.id,
        RelayedMessage.album == album,
        RelayedMessage.note_id.is_not(None),
    )
    return bool(await spot.session.scalar(select(of_album)))


async def _joins_album(spot: RoomSpot, received: AttachmentReceived) -> bool:
    """Let an earlier item of the album that still waits carry this one to the customer."""
    if received.ties.album is None:
        return False
    row_id = await spot.session.scalar(
        select(func.max(OutboxItem.id))
        .join(Message, Message.id == OutboxItem.message_id)
        .join(RelayedMessage, RelayedMessage.message_id == Message.id)
        .where(RelayedMessage.topic_id == spot.topic.id, Message.album == received.ties.album)
    )
    return row_id is not None and await add_original(spot.session, row_id, received.message_id)
