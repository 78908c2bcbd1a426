"""Which conversations to list, and what that means in SQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select

from nlu.contract.labels import Intent, Language
from store.models.cases import OPEN_STATUSES, Case, CaseStatus
from store.models.conversations import Conversation, Direction, Message, Mode
from store.models.queues import OutboxItem
from store.models.surveys import Answer, Invitation
from store.queries.conversations.effective_intent import (
    effective_intent,
    is_corrected,
    is_reviewed,
    is_uncertain,
)


class CaseCondition(StrEnum):
    """What there has to be of cases."""

    OPEN = "open"
    SETTLED = "settled"
    NONE = "none"


class Reviewed(StrEnum):
    """How far staff have looked at what the model understood."""

    YES = "yes"
    NO = "no"
    CORRECTED = "corrected"


class HandOver(StrEnum):
    """Whether a person talks to the customer, or once did."""

    NOW = "now"
    EVER = "ever"


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """Answers to one question of one survey, from a number to another, both included."""

    survey_key: str
    question: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class ConversationFilter:
    """Which conversations to list; what is not given is not asked for.

    `since` and `until` (exclusive) are about the last message. `confidence` is a range, both ends included,
    in which the model's confidence in some message lies. `scores` are ranges of which one must be met.
    """

    intent: Intent | None = None
    confidence: tuple[float, float] | None = None
    language: Language | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    case: CaseCondition | None = None
    scores: tuple[ScoreRange, ...] = ()
    reviewed: Reviewed | None = None
    hand_over: HandOver | None = None
    uncertain: bool = False


def of_the_row(wanted: ConversationFilter) -> Iterator[ColumnElement[bool]]:
    """What the row of a conversation tells by itself."""
    if wanted.since is not None:
        yield Conversation.last_message_at >= wanted.since
    if wanted.until is not None:
        yield Conversation.last_message_at < wanted.until
    if wanted.hand_over is HandOver.NOW:
        yield Conversation.mode == Mode.STAFF
    if wanted.hand_over is HandOver.EVER:
        yield Conversation.handed_over_at.is_not(None)


def of_other_tables(wanted: ConversationFilter) -> Iterator[ColumnElement[bool]]:
    """What has to be looked up elsewhere; each by an index that begins with the conversation."""
    heard = (Message.conversation_id == Conversation.id, Message.direction == Direction.IN)
    if wanted.intent is not None:
        yield _has(*heard, effective_intent() == wanted.intent)
    if wanted.confidence is not None:
        yield _has(*heard, Message.confidence.between(*wanted.confidence))
    if wanted.language is not None:
        yield _has(*heard, Message.language == wanted.language)
    if wanted.uncertain:
        yield _has(*heard, is_uncertain())
    if wanted.reviewed is Reviewed.NO:
        yield ~_has(*heard, is_reviewed())
    elif wanted.reviewed is not None:
        yield _has(*heard, is_corrected() if wanted.reviewed is Reviewed.CORRECTED else is_reviewed())
    if wanted.case is not None:
        yield _case(wanted.case)
    if wanted.outlet is not None:
        yield _outlet(wanted.outlet)
    if wanted.scores:
        here = scored(wanted.scores).where(Message.conversation_id == Conversation.id)
        yield _each(here)


def scored(ranges: tuple[ScoreRange, ...]) -> Select[tuple[int]]:
    """The conversations in which something was asked that got a score in one of these ranges."""
    return (
        select(Message.conversation_id)
        .join(OutboxItem, OutboxItem.message_id == Message.id)
        .join(Invitation, Invitation.id == OutboxItem.invitation_id)
        .join(Answer, Answer.invitation_id == Invitation.id)
        .where(OutboxItem.invitation_id.is_not(None), or_(*map(_in_range, ranges)))
    )


def is_answered_in(wanted: ScoreRange) -> ColumnElement[bool]:
    """Whether an answer is in a range, whichever survey has asked."""
    return and_(Answer.question == wanted.question, Answer.number.between(wanted.lowest, wanted.highest))


def _in_range(wanted: ScoreRange) -> ColumnElement[bool]:
    return and_(is_answered_in(wanted), Invitation.survey_key == wanted.survey_key)


def _case(wanted: CaseCondition) -> ColumnElement[bool]:
    here = Case.conversation_id == Conversation.id
    if wanted is CaseCondition.NONE:
        return ~_has(here)
    is_open = Case.status.in_(OPEN_STATUSES)
    return _has(here, is_open if wanted is CaseCondition.OPEN else Case.status == CaseStatus.SETTLED)


def _outlet(outlet: str) -> ColumnElement[bool]:
    """The outlet that a case here is about, or that the customer was asked about."""
    return or_(
        _has(Case.conversation_id == Conversation.id, Case.outlet == outlet),
        _has(Invitation.customer_id == Conversation.customer_id, Invitation.outlet == outlet),
    )


def _has(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return _each(select(literal(1)).where(*conditions))


def _each(rows: Select[tuple[int]]) -> ColumnElement[bool]:
    """Whether there are such rows, asked for one conversation after the other until a page is full.

    Of the outer query only the conversation is meant: it may read messages itself. The offset keeps
    PostgreSQL from joining all that might be shown before it shows anything.
    """
    return rows.correlate(Conversation).offset(0).exists()
