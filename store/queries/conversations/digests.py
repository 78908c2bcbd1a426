"""What a conversation is about, at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import MAIN_INTENTS, Intent, Language
from store.models.conversations import QUIET, Direction, Message, MessageKind, Understood
from store.queries.conversations.effective_intent import effective_intent, is_uncertain

Label = TypeVar("Label")

# Small talk says nothing about what a conversation is about.
TELLING = (*MAIN_INTENTS, Intent.HUMAN)


@dataclass(frozen=True, slots=True)
class Digest:
    """The incoming messages of one conversation in short.

    `intents` are in the order in which they were last meant, newest first; small talk only where there is
    nothing else. `text` and `kind` are of the newest incoming message, buttons and commands left aside where
    there is anything else.
    """

    intents: tuple[Intent, ...] = ()
    languages: tuple[Language, ...] = ()
    uncertain: int = 0
    pending: int = 0
    text: str | None = None
    kind: MessageKind | None = None


async def digests(session: AsyncSession, conversation_ids: Sequence[int]) -> dict[int, Digest]:
    """The digest of each of these conversations that a customer said anything in."""
    intent = effective_intent().label("effective")
    doubtful = case((is_uncertain(), 1), else_=0)
    waiting = case((Message.understood == Understood.PENDING, 1), else_=0)
    statement = (
        select(
            Message.conversation_id,
            intent,
            Message.language,
            func.max(Message.id),
            func.sum(doubtful),
            func.sum(waiting),
        )
        .where(Message.conversation_id.in_(conversation_ids), Message.direction == Direction.IN)
        .group_by(Message.conversation_id, intent, Message.language)
        .order_by(func.max(Message.id).desc())
    )
    found: dict[int, Digest] = {}
    for conversation_id, meant, language, _, uncertain, pending in await session.execute(statement):
        digest = found.get(conversation_id, Digest())
        found[conversation_id] = replace(
            digest,
            intents=_with(digest.intents, meant),
            languages=_with(digest.languages, language),
            uncertain=digest.uncertain + int(uncertain),
            pending=digest.pending + int(pending),
        )
    newest = await _newest(session, conversation_ids)
    return {
        conversation_id: replace(
            digest,
            intents=_telling(digest.intents),
            text=newest[conversation_id].text,
            kind=newest[conversation_id].kind,
        )
        for conversation_id, digest in found.items()
    }


async def _newest(session: AsyncSession, conversation_ids: Sequence[int]) -> dict[int, Message]:
    worded = func.max(case((Message.kind.not_in(QUIET), Message.id)))
    newest = (
        select(func.coalesce(worded, func.max(Message.id)))
        .where(Message.conversation_id.in_(conversation_ids), Message.direction == Direction.IN)
        .group_by(Message.conversation_id)
    )
    messages = await session.scalars(select(Message).where(Message.id.in_(newest)))
    return {message.conversation_id: message for message in messages}


def _with(labels: tuple[Label, ...], label: Label | None) -> tuple[Label, ...]:
    return labels if label is None or label in labels else (*labels, label)


def _telling(intents: tuple[Intent, ...]) -> tuple[Intent, ...]:
    return tuple(intent for intent in intents if intent in TELLING) or intents
