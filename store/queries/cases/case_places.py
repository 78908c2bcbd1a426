"""Where a case is worked on: in its conversation. A merged one leads to the case that it went into."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.cases import Case
from store.models.conversations import Conversation
from store.queries.not_found import NotFound

LONGEST = 20  # characters of a case number


@dataclass(frozen=True, slots=True)
class CasePlace:
    """A case and its conversation; of a case without one, the newest conversation of its customer."""

    case_id: int
    conversation_id: int


async def place_of_case(session: AsyncSession, case_id: int) -> CasePlace:
    """Return the place of the case with this id.

    Raises:
        NotFound: there is no such case, or no conversation with its customer.
    """
    return await _place(session, Case.id == case_id, case_id)


async def place_of_reference(session: AsyncSession, reference: str) -> CasePlace:
    """Return the place of the case with this number; small letters are as good.

    Raises:
        NotFound: there is no such case, or no conversation with its customer.
    """
    return await _place(session, Case.reference == reference[:LONGEST].upper(), 0)


async def _place(session: AsyncSession, which: ColumnElement[bool], row_id: int) -> CasePlace:
    kept = aliased(Case)
    newest = (
        select(func.max(Conversation.id))
        .where(Conversation.customer_id == kept.customer_id)
        .correlate(kept)
        .scalar_subquery()
    )
    statement = (
        select(kept.id, func.coalesce(kept.conversation_id, newest))
        .select_from(Case)
        .join(kept, kept.id == func.coalesce(Case.merged_into_id, Case.id))
        .where(which)
    )
    found = (await session.execute(statement)).tuples().one_or_none()
    if found is None or found[1] is None:
        raise NotFound("case", row_id)
    return CasePlace(*found)
