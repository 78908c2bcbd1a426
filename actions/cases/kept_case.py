"""The case that a number stands for: a merged one stands for the case that it went into."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import Case


async def kept_case(session: AsyncSession, case: Case, *, to_change: bool = False) -> Case:
    """Return the case that this one went into; itself, if it was not merged.

    With `to_change`, the kept case is kept from others until the transaction ends.
    """
    if case.merged_into_id is None:
        return case
    return await session.get_one(Case, case.merged_into_id, with_for_update=to_change or None)


async def kept_of(session: AsyncSession, customer_id: int, references: Sequence[str]) -> int | None:
    """Return the id of the case of this customer that the first of these numbers went into, if one did."""
    merged = select(Case.merged_into_id).where(
        Case.customer_id == customer_id, Case.reference.in_(references), Case.merged_into_id.is_not(None)
    )
    found: int | None = await session.scalar(merged.order_by(Case.id).limit(1))
    return found
