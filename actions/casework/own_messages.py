"""Changing and taking back what one wrote to a customer, as long as Telegram allows it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import audit
from actions.casework.refusals import NotYourMessage, TooLateToChange
from store.models.conversations import Conversation, Direction, Message, MessageKind, Revision
from store.models.queues import OutboxAction
from store.queries.not_found import NotFound
from store.queues import outbox, unsent
from store.queues.message_split import LONGEST, LONGEST_CAPTION, units
from store.queues.outgoing import Outgoing

CHANGEABLE = timedelta(hours=48)  # after that, the Bot API deletes no message of a private chat
CAPTIONED = (
    MessageKind.PHOTO,
    MessageKind.VOICE,
    MessageKind.VIDEO,
    MessageKind.AUDIO,
    MessageKind.DOCUMENT,
)
EDITS = {MessageKind.TEXT: OutboxAction.EDIT, **dict.fromkeys(CAPTIONED, OutboxAction.EDIT_CAPTION)}


async def edit_own(
    session: AsyncSession, conversation_id: int, message_id: int, text: str, staff_id: int, now: datetime
) -> None:
    """Give an own message another text or caption; the earlier wording is kept.

    Raises:
        NotFound: there is no such message.
        NotYourMessage, TooLateToChange: nothing was changed.
    """
    message = await _own(session, conversation_id, message_id, staff_id, now)
    if message.kind not in EDITS or (message.kind in CAPTIONED and units(text) > LONGEST_CAPTION):
        raise TooLateToChange
    if message.text == text:
        return
    # A file of the group that waits is copied with the caption that it has there by then.
    if not await unsent.reword(session, message.id, text):
        await _send(session, message, EDITS[message.kind], text, now)
    session.add(Revision(message_id=message.id, text=message.text or "", replaced_at=now))
    message.text = text
    audit(session, "message.edited", f"message:{message.id}", staff_id, now)


async def delete_own(
    session: AsyncSession, conversation_id: int, message_id: int, staff_id: int, now: datetime
) -> None:
    """Take an own message out of the customer's chat; staff can still read it.

    Raises:
        NotFound: there is no such message.
        NotYourMessage, TooLateToChange: nothing was changed.
    """
    message = await _own(session, conversation_id, message_id, staff_id, now)
    if not await unsent.withdraw(session, message.id):
        await _send(session, message, OutboxAction.DELETE, "", now)
    message.deleted_at = now
    audit(session, "message.deleted", f"message:{message.id}", staff_id, now)


async def _own(
    session: AsyncSession, conversation_id: int, message_id: int, staff_id: int, now: datetime
) -> Message:
    # Not the message itself, which the sending loop updates while it holds the lane that a change wakes.
    await session.get(Conversation, conversation_id, with_for_update={"key_share": True})
    message = await session.scalar(
        select(Message)
        .where(Message.id == message_id, Message.conversation_id == conversation_id)
        .execution_options(populate_existing=True)
    )
    if message is None:
        raise NotFound("message", message_id)
    if message.direction is not Direction.OUT or message.staff_id != staff_id:
        raise NotYourMessage
    if message.deleted_at is not None or now - message.created_at >= CHANGEABLE:
        raise TooLateToChange
    if units(message.text or "") > LONGEST:  # several messages of Telegram, of which one is known
        raise TooLateToChange
    return message


async def _send(
    session: AsyncSession, message: Message, action: OutboxAction, text: str, now: datetime
) -> None:
    """Queue a change of a message that has arrived, or behind the row that is sending it.

    Raises:
        TooLateToChange: it is not known to have arrived.
    """
    # Not as `message_id`: the transcript and `unsent` look by it for the row that sends the message.
    if (chat := await unsent.arriving_at(session, message.id)) is not None:
        change = Outgoing(chat, action, text, arriving=message.id)
    else:
        # The end of the send may have been recorded since the message was read.
        await session.refresh(message, ["address", "telegram_message_id"])
        if message.address is None or message.telegram_message_id is None:
            raise TooLateToChange
        change = Outgoing(message.address, action, text, target=message.telegram_message_id)
    await outbox.add(session, change, now)
