"""Starting from the rarest thing that is asked for, so that no list has to look at every conversation.

Each kind of thing that few conversations have is counted up to `FEW` by its own index. Where there are no
more, the list is made of their conversations alone. Otherwise it is common, and walking back from the newest
conversation meets enough of it soon.
"""

from collections.abc import Iterator

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import IS_OPEN, Case
from store.models.conversations import Direction, Message
from store.models.surveys import Answer
from store.queries.conversations.conditions import (
    CaseCondition,
    ConversationFilter,
    Reviewed,
    is_answered_in,
    scored,
)
from store.queries.conversations.effective_intent import is_reviewed, is_uncertain

FEW = 300


async def rarest(session: AsyncSession, wanted: ConversationFilter) -> list[int] | None:
    """All conversations that have the rarest thing asked for; None where everything asked for is common."""
    found: list[int] | None = None
    for counted, carriers in _carriers(wanted):
        if counted is not None and len(list(await session.scalars(counted.limit(FEW + 1)))) > FEW:
            continue
        rows = list(await session.scalars(carriers.limit(FEW + 1)))
        if len(rows) <= FEW and (found is None or len(rows) < len(found)):
            found = list({row for row in rows if row is not None})  # a case may have none
    return found


def _carriers(
    wanted: ConversationFilter,
) -> Iterator[tuple[Select[tuple[int]] | None, Select[tuple[int]] | Select[tuple[int | None]]]]:
    """What is counted first where looking up conversations costs more, and the conversations themselves."""
    heard = select(Message.conversation_id).where(Message.direction == Direction.IN)
    if wanted.uncertain:
        yield None, heard.where(is_uncertain())
    if wanted.reviewed in (Reviewed.YES, Reviewed.CORRECTED):
        yield None, heard.where(is_reviewed())
    if wanted.case is CaseCondition.OPEN:
        yield None, select(Case.conversation_id).where(IS_OPEN)
    if wanted.scores:
        yield select(Answer.id).where(or_(*map(is_answered_in, wanted.scores))), scored(wanted.scores)
