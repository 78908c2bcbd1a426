"""Starting from the rarest thing that is asked for, so that no list has to look at every conversation.

Each kind of thing that few conversations have is counted up to `FEW` by its own index. Where there are no
more, the list is made of their conversations alone. Otherwise it is common, and walking back from the newest
conversation meets enough of it soon.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import IS_OPEN, Case
from store.models.conversations import Direction, Message
from store.models.surveys import Answer
from store.queries.conversations.conditions import (
    CaseCondition,
    ConversationFilter,
    Reviewed,
    ScoreRange,
    is_answered_in,
    scored,
)
from store.queries.conversations.effective_intent import is_reviewed, is_uncertain

FEW = 300


async def rarest(session: AsyncSession, wanted: ConversationFilter) -> list[int] | None:
    """All conversations that have the rarest thing asked for; None where everything asked for is common."""
    found: list[int] | None = None
    if wanted.scores and not await _are_few(session, wanted.scores):
        wanted = replace(wanted, scores=())
    for carriers in _carriers(wanted):
        rows = list(await session.scalars(carriers.limit(FEW + 1)))
        if len(rows) <= FEW and (found is None or len(rows) < len(found)):
            found = list({row for row in rows if row is not None})  # a case may have none
    return found


def _carriers(wanted: ConversationFilter) -> Iterator[Select[tuple[int]] | Select[tuple[int | None]]]:
    heard = select(Message.conversation_id).where(Message.direction == Direction.IN)
    if wanted.uncertain:
        yield heard.where(is_uncertain())
    if wanted.reviewed in (Reviewed.YES, Reviewed.CORRECTED):
        yield heard.where(is_reviewed())
    if wanted.case is CaseCondition.OPEN:
        yield select(Case.conversation_id).where(IS_OPEN)
    if wanted.scores:
        yield scored(wanted.scores)


async def _are_few(session: AsyncSession, ranges: Sequence[ScoreRange]) -> bool:
    """Whether few answers are in one of these ranges, which is found sooner than their conversations."""
    answers = select(Answer.id).where(or_(*map(is_answered_in, ranges)))
    return await session.scalar(answers.offset(FEW).limit(1)) is None
