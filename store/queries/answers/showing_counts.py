"""How often each answer was given, confirmed and refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import GIVEN, AnswerShowing, ShowingOutcome
from store.models.conversations import Conversation
from store.models.customers import tests_among_customers

REFUSED = (ShowingOutcome.NOT_MY_QUESTION, ShowingOutcome.UNCLEAR)


@dataclass(frozen=True, slots=True)
class ShowingCount:
    """Counts of one answer."""

    given: int = 0
    confirmed: int = 0
    refused: int = 0


async def showing_counts(session: AsyncSession, since: datetime) -> Mapping[int, ShowingCount]:
    """Return the counts since a time by the id of the answer; those that were never given are left out.

    What test customers were given counts for none.
    """
    confirmed = case((AnswerShowing.outcome == ShowingOutcome.CONFIRMED, 1), else_=0)
    refused = case((AnswerShowing.outcome.in_(REFUSED), 1), else_=0)
    rows = await session.execute(
        select(AnswerShowing.answer_id, func.count(), func.sum(confirmed), func.sum(refused))
        .join(Conversation, Conversation.id == AnswerShowing.conversation_id)
        .where(
            AnswerShowing.kind.in_(GIVEN),
            AnswerShowing.shown_at >= since,
            Conversation.customer_id.not_in(tests_among_customers()),
        )
        .group_by(AnswerShowing.answer_id)
    )
    return {answer: ShowingCount(given, yes, no) for answer, given, yes, no in rows.tuples()}
