"""Where a case is worked on: in its conversation."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

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
    newest = (
        select(func.max(Conversation.id))
        .where(Conversation.customer_id == Case.customer_id)
        .correlate(Case)
        .scalar_subquery()
    )
    statement = select(Case.id, func.coalesce(Case.conversation_id, newest)).where(which)
    found = (await session.execute(statement)).tuples().one_or_none()
    if found is None or found[1] is None:
        raise NotFound("case", row_id)
    return CasePlace(*found)
