"""Putting what came in into the transcript, one message an update."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from actions.casework.waiting_cases import resume_waiting_cases
from actions.turn.incoming import ALONE, Ties
from actions.turn.text_language import text_language
from actions.turn.turn import Turn
from nlu.contract.labels import Language
from store.engine.row_insert import insert_row
from store.models.conversations import Direction, Message, MessageKind
from store.models.event_capture import message_received
from store.models.queues import InboxStatus
from store.queues.inbox import InboxUpdate

UNLABELLED: Mapping[str, Any] = MappingProxyType({})


async def store_message(
    turn: Turn,
    item: InboxUpdate,
    kind: MessageKind,
    *,
    message_id: int,
    sent_at: datetime,
    text: str | None = None,
    details: dict[str, Any] | None = None,
    ties: Ties = ALONE,
    label: Mapping[str, Any] = UNLABELLED,
) -> Message:
    """The message of this update: written now, or found where the update is being worked on again.

    `label` is what a model read in it; see `actions.turn.reading.label_of`.
    """
    if item.attempts or item.status is InboxStatus.WAITING:
        known = await turn.session.scalar(select(Message).where(Message.inbox_id == item.id))
        if known is not None:
            return known
    message = await insert_row(
        turn.session,
        Message,
        conversation_id=turn.conversation.id,
        inbox_id=item.id,
        direction=Direction.IN,
        kind=kind,
        text=text,
        attachment=details,
        address=turn.address,
        telegram_message_id=message_id,
        topic=turn.conversation.topic,
        reply_to=ties.reply_to,
        quoted=ties.quoted,
        forwarded_from=ties.forwarded_from,
        album=ties.album,
        language=_language(kind, text) or turn.language,
        created_at=sent_at,
        **label,
    )
    await turn.session.execute(*message_received(message, turn.customer.id))
    turn.conversation.last_message_at = turn.now
    if kind is not MessageKind.COMMAND:
        await resume_waiting_cases(turn, message)
    return message


def _language(kind: MessageKind, text: str | None) -> Language | None:
    """A command's name is English in every language, and so says nothing."""
    return None if kind is MessageKind.COMMAND else text_language(text or "")
