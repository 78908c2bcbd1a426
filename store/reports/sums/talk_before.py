"""Who answered the talk that went before a survey.

A survey belongs to what was written to its customer in the week before it was asked. It is the bot's if the
bot gave an answer of the business then and no person wrote, and a person's if one did. Other surveys are in
neither: no talk went before them.
"""

from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import QueryableAttribute

from store.models.answers import GIVEN, AnswerShowing
from store.models.conversations import Conversation, Message
from store.models.surveys import Invitation

BEFORE = timedelta(days=7)


class TalkBefore(IntEnum):
    """Who answered, as a number that folds keep."""

    NONE = 0
    BOT = 1
    PERSON = 2


def talk_before(asked: datetime, wrote: datetime | None, answered: datetime | None) -> TalkBefore:
    """Return whose the talk was, from when a person wrote and the bot answered last before the survey."""
    if wrote is not None and wrote >= asked - BEFORE:
        return TalkBefore.PERSON
    return TalkBefore.BOT if answered is not None and answered >= asked - BEFORE else TalkBefore.NONE


def wrote_before() -> ScalarSelect[datetime]:
    """When a person last wrote to the customer before the survey was asked."""
    return _last(Message.created_at, Message.conversation_id, Message.staff_id.is_not(None))


def answered_before() -> ScalarSelect[datetime]:
    """When the bot last gave an answer before the survey was asked."""
    return _last(AnswerShowing.shown_at, AnswerShowing.conversation_id, AnswerShowing.kind.in_(GIVEN))


def _last(
    at: QueryableAttribute[datetime], talk: QueryableAttribute[int], wanted: ColumnElement[bool]
) -> ScalarSelect[datetime]:
    """When something wanted last happened in a conversation of the customer before the survey."""
    return (
        select(func.max(at))
        .join(Conversation, Conversation.id == talk)
        .where(Conversation.customer_id == Invitation.customer_id, wanted, at < Invitation.asked_at)
        .correlate(Invitation)
        .scalar_subquery()
    )
