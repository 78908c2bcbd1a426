"""What a message is taken for, in SQL: people overrule the model, and staff overrule the customer."""

from sqlalchemy import ColumnElement, and_, case, func, or_

from nlu.contract.labels import Intent
from store.models.conversations import Direction, Message, Understood


def effective_intent() -> ColumnElement[Intent | None]:
    """The correction by staff, else the customer's own choice, else what the model recognised.

    What the model recognised in forwarded words is not what the customer means.
    """
    recognised = case((Message.forwarded_from.is_(None), Message.intent))
    return func.coalesce(Message.corrected_intent, Message.chosen_intent, recognised)


def is_uncertain() -> ColumnElement[bool]:
    """Whether the intent of an incoming message is unknown: the model failed or was not sure."""
    unlabelled = and_(Message.corrected_intent.is_(None), Message.chosen_intent.is_(None))
    doubtful = or_(Message.understood == Understood.FAILED, Message.sure.is_(False))
    return and_(Message.direction == Direction.IN, unlabelled, doubtful)


def is_reviewed() -> ColumnElement[bool]:
    """Whether staff have said what a message is."""
    return Message.corrected_intent.is_not(None)


def is_corrected() -> ColumnElement[bool]:
    """Whether staff say that a message is something else than the model recognised."""
    return and_(is_reviewed(), Message.corrected_intent.is_distinct_from(Message.intent))
