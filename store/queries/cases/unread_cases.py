"""How many customers of a queue have written something that a member of staff has not read."""

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.cases import IS_OPEN, Case
from store.models.conversations import QUIET, Direction, Message, ReadingPlace

REPLY = aliased(Message)


async def count_unread(session: AsyncSession, staff_id: int, *, is_own: bool) -> int:
    """Return the conversations with open cases and unread, unanswered words of the customer.

    With `is_own`, those of the member's cases and of cases without an assignee.
    """
    answered = select(REPLY.id).where(
        REPLY.conversation_id == Message.conversation_id,
        REPLY.staff_id.is_not(None),
        REPLY.deleted_at.is_(None),
        REPLY.id > Message.id,
    )
    words = select(Message.id).where(
        Message.conversation_id == Case.conversation_id,
        Message.direction == Direction.IN,
        Message.kind.not_in(QUIET),
        Message.id > func.coalesce(ReadingPlace.read_to, 0),
        ~answered.exists(),
    )
    place = and_(ReadingPlace.conversation_id == Case.conversation_id, ReadingPlace.staff_id == staff_id)
    statement = (
        select(func.count(Case.conversation_id.distinct()))
        .outerjoin(ReadingPlace, place)
        .where(IS_OPEN, words.exists())
    )
    if is_own:
        statement = statement.where(or_(Case.assignee_id.is_(None), Case.assignee_id == staff_id))
    return await session.scalar(statement) or 0
