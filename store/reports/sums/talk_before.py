"""Who answered the talk that went before a survey.

A survey belongs to what was written to its customer in the week before it was asked. It is the bot's if the
bot gave an answer of the business then and no person wrote, and a person's if one did. Other surveys are in
neither: no talk went before them.
"""

from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import ScalarSelect, func, select

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
    return (
        select(func.max(Message.created_at))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.customer_id == Invitation.customer_id,
            Message.staff_id.is_not(None),
            Message.created_at < Invitation.asked_at,
        )
        .correlate(Invitation)
        .scalar_subquery()
    )


def answered_before() -> ScalarSelect[datetime]:
    """When the bot last gave an answer before the survey was asked."""
    return (
        select(func.max(AnswerShowing.shown_at))
        .join(Conversation, Conversation.id == AnswerShowing.conversation_id)
        .where(
            Conversation.customer_id == Invitation.customer_id,
            AnswerShowing.kind.in_(GIVEN),
            AnswerShowing.shown_at < Invitation.asked_at,
        )
        .correlate(Invitation)
        .scalar_subquery()
    )
