"""The message in the chat that shows a survey's open question."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store import outbox
from store.models.conversations import Message
from store.models.queues import OutboxAction, OutboxItem
from store.models.surveys import Invitation
from store.outbox import Outgoing


async def withdraw_buttons(
    session: AsyncSession, invitation: Invitation, now: datetime, remark: str = ""
) -> None:
    """Take the buttons off the survey's last message, and add a remark to its text.

    Nothing happens where Telegram has not told the message's id: it was not sent, or nobody knows.
    """
    last = (
        select(OutboxItem.chat_id, OutboxItem.telegram_message_id, Message.text)
        .join(Message, Message.id == OutboxItem.message_id)
        .where(OutboxItem.invitation_id == invitation.id, OutboxItem.action == OutboxAction.SEND)
        .order_by(OutboxItem.id.desc())
        .limit(1)
    )
    row = (await session.execute(last)).one_or_none()
    if row is None or row.telegram_message_id is None:
        return
    text = "\n\n".join(part for part in (row.text, remark) if part)
    edit = Outgoing(row.chat_id, OutboxAction.EDIT, text=text, target=row.telegram_message_id)
    await outbox.add(session, edit, now)
