"""The message in the chat that shows a survey's open question."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.turn.turn import Turn
from store.models.address import Address
from store.models.conversations import Direction, Message
from store.models.queues import OutboxAction, OutboxItem
from store.models.surveys import Invitation, InvitationStatus
from store.queues import outbox
from store.queues.outgoing import Outgoing


async def delivered(session: AsyncSession, invitation_id: int, now: datetime) -> None:
    """A message of this survey has arrived; the first one counts."""
    await session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.delivered_at.is_(None))
        .values(delivered_at=now)
    )


async def undeliverable(session: AsyncSession, invitation_id: int, now: datetime) -> None:
    """A message of this survey cannot arrive; where none ever did, the survey is over."""
    await session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.status == InvitationStatus.SENT,
            Invitation.delivered_at.is_(None),
        )
        .values(status=InvitationStatus.UNDELIVERABLE, due_at=None, question=None)
    )


SHOWING = (OutboxAction.SEND, OutboxAction.EDIT)


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the chat, and where."""

    address: Address
    message_id: int
    text: str


async def withdraw_buttons(
    session: AsyncSession, invitation: Invitation, now: datetime, remark: str = ""
) -> None:
    """Take the buttons off the survey's last message, and add a remark to its text.

    Nothing happens where Telegram has not told the message's id: it was not sent, or that is unknown.
    """
    shown = await last_shown(session, invitation)
    if shown is None:
        return
    text = "\n\n".join(part for part in (shown.text, remark) if part)
    edit = Outgoing(shown.address, OutboxAction.EDIT, text=text, target=shown.message_id)
    await outbox.add(session, edit, now)


async def last_shown(session: AsyncSession, invitation: Invitation) -> Shown | None:
    """The survey's last message with the text that it was given last, if Telegram has told its id."""
    last = (
        select(OutboxItem.address, OutboxItem.telegram_message_id, OutboxItem.action, OutboxItem.payload)
        .where(OutboxItem.invitation_id == invitation.id, OutboxItem.action.in_(SHOWING))
        .order_by(OutboxItem.id.desc())
        .limit(1)
    )
    await outbox.write_gathered(session)
    row = (await session.execute(last)).one_or_none()
    if row is None:
        return None
    is_edit = row.action is OutboxAction.EDIT
    message_id = row.payload["target"] if is_edit else row.telegram_message_id
    return None if message_id is None else Shown(row.address, message_id, row.payload["text"])


async def was_said_last(turn: Turn, invitation: Invitation) -> bool:
    """Whether the survey is the last thing that the bot said in the chat."""
    last = await last_said(turn)
    return last is not None and last.invitation_id == invitation.id


@dataclass(frozen=True, slots=True)
class LastSaid:
    """The bot's last message in a chat, and the invitation that it belongs to, if to one."""

    invitation_id: int | None
    text: str
    at: datetime


async def last_said(turn: Turn) -> LastSaid | None:
    """What the bot said last in the chat of this turn."""
    last = (
        select(OutboxItem.invitation_id, Message.text, Message.created_at)
        .join(Message, Message.id == OutboxItem.message_id)
        .where(Message.address == turn.address, Message.direction == Direction.OUT)
        .order_by(OutboxItem.id.desc())
        .limit(1)
    )
    await outbox.write_gathered(turn.session)
    row = (await turn.session.execute(last)).one_or_none()
    return None if row is None else LastSaid(row[0], row[1] or "", row[2])
