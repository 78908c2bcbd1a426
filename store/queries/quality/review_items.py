"""A message as a reviewer sees it, with what was said before it; and the history of reviews."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Intent
from store.models.conversations import Conversation, Message
from store.models.customers import Customer
from store.models.reviews import IntentReview, ReviewQueue
from store.models.staff import Staff
from store.models.surveys import Answer
from store.queries.conversations.transcript_lines import TranscriptLine, lines
from store.queries.customer_labels import CustomerCard, customer_card
from store.queries.not_found import NotFound
from store.queries.paging import PAGE, Cursor, Page, cut

CONTEXT = 4  # messages before the one in question


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A message to be reviewed.

    `ranking` is how likely the model thought which intent; `score` the number in the same survey.
    """

    line: TranscriptLine
    before: tuple[TranscriptLine, ...]
    conversation_id: int
    customer: CustomerCard
    ranking: tuple[tuple[Intent, float], ...]
    score: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """Who said what about which message; `after` is missing where a correction was taken back."""

    id: int
    message_id: int
    conversation_id: int
    text: str | None
    by: str
    queue: ReviewQueue | None
    model: Intent | None
    before: Intent | None
    after: Intent | None
    at: datetime


async def review_item(session: AsyncSession, message_id: int) -> ReviewItem:
    """The message with its surroundings.

    Raises:
        NotFound: there is no such message.
    """
    statement = (
        select(Message, Customer)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Message.id == message_id)
    )
    found = (await session.execute(statement)).tuples().one_or_none()
    if found is None:
        raise NotFound("message", message_id)
    message, customer = found
    *before, line = await lines(session, message.conversation_id, message_id + 1, CONTEXT + 1)
    return ReviewItem(
        line=line,
        before=tuple(before),
        conversation_id=message.conversation_id,
        customer=customer_card(customer),
        ranking=_ranking(message),
        score=await _score(session, message_id),
    )


async def list_reviews(
    session: AsyncSession, after: Cursor | None = None, size: int = PAGE
) -> Page[ReviewRow]:
    """A page of reviews, newest first."""
    statement = (
        select(IntentReview, Message.conversation_id, Message.text, Staff.name)
        .join(Message, Message.id == IntentReview.message_id)
        .join(Staff, Staff.id == IntentReview.staff_id)
        .order_by(IntentReview.id.desc())
        .limit(size + 1)
    )
    if after is not None:
        statement = statement.where(IntentReview.id < after.id)
    found = (await session.execute(statement)).tuples()
    rows = [
        ReviewRow(
            id=review.id,
            message_id=review.message_id,
            conversation_id=conversation_id,
            text=text,
            by=by,
            queue=review.queue,
            model=review.model,
            before=review.before,
            after=review.after,
            at=review.at,
        )
        for review, conversation_id, text, by in found
    ]
    return cut(rows, size, lambda row: Cursor(row.at, row.id))


def _ranking(message: Message) -> tuple[tuple[Intent, float], ...]:
    known = {*Intent}
    ranked = [
        (Intent(name), float(share)) for name, share in (message.ranking or {}).items() if name in known
    ]
    return tuple(sorted(ranked, key=lambda each: -each[1]))


async def _score(session: AsyncSession, message_id: int) -> tuple[str, int] | None:
    """The number that was given in the same survey, where the message is the comment of one."""
    comment = select(Answer.invitation_id).where(Answer.message_id == message_id)
    statement = select(Answer.question, Answer.number).where(
        Answer.invitation_id.in_(comment), Answer.number.is_not(None)
    )
    found: Sequence[tuple[str, int | None]] = (
        (await session.execute(statement.order_by(Answer.id).limit(1))).tuples().all()
    )
    return next(((question, number) for question, number in found if number is not None), None)
