"""Messages that are worth a reviewer's look, and how far the reviewers have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from nlu.contract.labels import Intent
from store.models.conversations import Direction, Message, MessageKind, Understood
from store.models.reviews import IntentReview, ReviewQueue
from store.models.surveys import Answer, Invitation
from store.queries.conversations.effective_intent import is_uncertain
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson

ONE_OF = 20  # messages, of which one is in the random queue
MANY = 200  # beyond which the exact number does not matter
RECENT = timedelta(days=90)  # how long a contradiction between score and comment is worth a look
GOOD, BAD = 4, 2  # of five
COMMENT, SCORE, SAID, LATER = aliased(Answer), aliased(Answer), aliased(Message), aliased(IntentReview)


@dataclass(frozen=True, slots=True)
class Progress:
    """What was reviewed since a moment: by all, by one member of staff, and what turned out different.

    `right` is the share of random messages that the model had recognised rightly, ever.
    """

    reviewed: int
    own: int
    changed: int
    right: Share | None


async def next_message(
    session: AsyncSession,
    queue: ReviewQueue,
    before: int | None,
    now: datetime,
    *,
    staff_id: int | None = None,
    agreeing: int = 2,
) -> int | None:
    """The newest message of a queue (older than the one named); None at the end.

    Of those that wait for a second reader, `staff_id` is given none that they have read.
    """
    statement = _waiting(queue, now, staff_id, agreeing).order_by(Message.id.desc()).limit(1)
    if before is not None:
        statement = statement.where(Message.id < before)
    found: int | None = await session.scalar(statement)
    return found


async def count_queues(
    session: AsyncSession, now: datetime, *, staff_id: int | None = None, agreeing: int = 2
) -> Mapping[ReviewQueue, int]:
    """How many messages wait in each queue for this reader, counted up to `MANY`."""
    waiting = (_waiting(queue, now, staff_id, agreeing).limit(MANY).subquery() for queue in ReviewQueue)
    counts = select(*(select(func.count()).select_from(each).scalar_subquery() for each in waiting))
    return dict(zip(ReviewQueue, (await session.execute(counts)).one(), strict=True))


async def progress(session: AsyncSession, since: datetime, staff_id: int) -> Progress:
    """The reviews since a moment; what was taken back does not count."""
    is_change = IntentReview.after.is_distinct_from(IntentReview.model)
    statement = select(
        func.count(IntentReview.id),
        func.coalesce(func.sum(case((IntentReview.staff_id == staff_id, 1), else_=0)), 0),
        func.coalesce(func.sum(case((is_change, 1), else_=0)), 0),
    ).where(IntentReview.at >= since, IntentReview.after.is_not(None), _is_latest())
    reviewed, own, changed = (await session.execute(statement)).tuples().one()
    return Progress(int(reviewed), int(own), int(changed), await _right(session))


async def _right(session: AsyncSession) -> Share | None:
    """Only those from the random queue: the others were chosen because something was odd about them."""
    is_right = case((IntentReview.after == IntentReview.model, 1), else_=0)
    statement = select(func.count(IntentReview.id), func.coalesce(func.sum(is_right), 0)).where(
        IntentReview.queue == ReviewQueue.RANDOM, IntentReview.after.is_not(None), _is_latest()
    )
    n, right = map(int, (await session.execute(statement)).tuples().one())
    return Share(right, n, wilson(right, n)) if n else None


def _is_latest() -> ColumnElement[bool]:
    return ~exists().where(LATER.message_id == IntentReview.message_id, LATER.id > IntentReview.id)


def _waiting(queue: ReviewQueue, now: datetime, staff_id: int | None, agreeing: int) -> Select[tuple[int]]:
    unreviewed = Message.corrected_intent.is_(None)
    match queue:
        case ReviewQueue.UNCERTAIN:
            return select(Message.id).where(is_uncertain(), _has_words())
        case ReviewQueue.CHOICE:
            differs = Message.chosen_intent.is_distinct_from(Message.intent)
            return select(Message.id).where(Message.chosen_intent.is_not(None), unreviewed, differs)
        case ReviewQueue.RATING:
            return select(Message.id).where(unreviewed, Message.id.in_(_contradicting(now)))
        case ReviewQueue.SECOND:
            return _half_agreed(staff_id, agreeing)
        case ReviewQueue.RANDOM:
            return select(Message.id).where(
                Message.direction == Direction.IN,
                Message.understood == Understood.DONE,
                unreviewed,
                # Ids follow no order of contents, so that every twentieth is as good as a throw of dice.
                Message.id % ONE_OF == 0,
                _has_words(),
            )


async def waits_for_reader(session: AsyncSession, review_id: int, agreeing: int) -> bool:
    """Whether the message of a review teaches nothing before another reader agrees."""
    of_review = select(IntentReview.message_id).where(IntentReview.id == review_id).scalar_subquery()
    return await session.scalar(_half_agreed(None, agreeing).where(Message.id == of_review)) is not None


def _half_agreed(staff_id: int | None, agreeing: int) -> Select[tuple[int]]:
    """Corrected messages on which fewer than so many members of staff agree, and that one has not read."""
    agrees = case((IntentReview.after == SAID.corrected_intent, IntentReview.staff_id))
    own = case((and_(IntentReview.staff_id == staff_id, IntentReview.after.is_not(None)), 1), else_=0)
    few = (
        select(IntentReview.message_id)
        .join(SAID, SAID.id == IntentReview.message_id)
        .group_by(IntentReview.message_id)
        .having(func.count(agrees.distinct()) < agreeing, func.sum(own) == 0)
    )
    return select(Message.id).where(
        Message.corrected_intent.is_not(None),
        Message.corrected_intent.is_distinct_from(Message.intent),
        Message.id.in_(few),
        _has_words(),
    )


def _has_words() -> ColumnElement[bool]:
    return and_(Message.kind == MessageKind.TEXT, Message.text.is_not(None))


def _contradicting(now: datetime) -> Select[tuple[int | None]]:
    """Comments that read like a complaint beside a good score, or like praise beside a bad one."""
    return (
        select(COMMENT.message_id)
        .join(Invitation, Invitation.id == COMMENT.invitation_id)
        .join(SCORE, SCORE.invitation_id == Invitation.id)
        .join(SAID, SAID.id == COMMENT.message_id)
        .where(
            COMMENT.answered_at >= now - RECENT,
            COMMENT.text.is_not(None),
            SCORE.question == "satisfaction",
            or_(
                and_(SAID.intent == Intent.COMPLAINT, SCORE.number >= GOOD),
                and_(SAID.intent == Intent.PRAISE, SCORE.number <= BAD),
            ),
        )
    )
