"""One step for many cases at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_steps import assign, prioritise
from actions.casework.filing.tagging import add_tag
from store.models.cases import OPEN_STATUSES, Case, Priority

MOST = 100  # cases at once: more than a page shows


@dataclass(frozen=True, slots=True)
class BulkStep:
    """What is done; None leaves it. With `assigns`, None as assignee is for no one."""

    assigns: bool = False
    assignee_id: int | None = None
    priority: Priority | None = None
    tag: str | None = None


async def change_many(
    session: AsyncSession, case_ids: Collection[int], step: BulkStep, staff_id: int, now: datetime
) -> int:
    """Take the step for those of these cases that are open, and return how many they were.

    Raises:
        NoSuchMember, TooManyTags: nothing was changed.
    """
    found = select(Case.id).where(Case.id.in_(case_ids), Case.status.in_(OPEN_STATUSES)).order_by(Case.id)
    still_open = list(await session.scalars(found.with_for_update()))
    for case_id in still_open:
        if step.assigns:
            await assign(session, case_id, step.assignee_id, staff_id, now)
        if step.priority is not None:
            await prioritise(session, case_id, step.priority, staff_id, now)
        if step.tag is not None:
            await add_tag(session, case_id, step.tag, staff_id, now)
    return len(still_open)
