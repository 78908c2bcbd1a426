"""What a system changes in a case: its assignee, priority and tags, and that it is open again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_steps import assign, case_to_change, move, prioritise
from actions.casework.filing.tagging import add_tag, drop_tag
from actions.casework.refusals import NoSuchMember
from actions.settings.house import House
from store.models.cases import OPEN_STATUSES, CaseStatus, Priority
from store.models.staff import Staff


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What is changed; None leaves it. With `assigns`, None as assignee is for no one."""

    assigns: bool = False
    assignee: str | None = None
    priority: Priority | None = None
    tags: tuple[str, ...] | None = None


async def change_case(
    session: AsyncSession, case_id: int, change: CaseChange, staff_id: int, now: datetime
) -> None:
    """Change a case; what is as wanted stays, without a step in its history.

    Raises:
        NotFound: there is no such case.
        IsMerged, IsSettled, NoSuchMember, TooManyTags: nothing was changed.
    """
    case = await case_to_change(session, case_id)
    if change.assigns:
        assignee = None if change.assignee is None else await _member(session, change.assignee)
        if assignee != case.assignee_id:
            await assign(session, case_id, assignee, staff_id, now)
    if change.priority is not None:
        await prioritise(session, case_id, change.priority, staff_id, now)
    if change.tags is not None:
        wanted = {tag.casefold() for tag in change.tags}
        for tag in case.tags:
            if tag.casefold() not in wanted:
                await drop_tag(session, case_id, tag, staff_id, now)
        for tag in change.tags:
            await add_tag(session, case_id, tag, staff_id, now)


async def reopen(session: AsyncSession, case_id: int, staff_id: int, now: datetime, house: House) -> None:
    """Open a closed case again, with its assignee and a new promised time; an open one stays as it is.

    Raises:
        NotFound: there is no such case.
        IsMerged: it went into another one.
    """
    case = await case_to_change(session, case_id)
    if case.status not in OPEN_STATUSES:
        status = CaseStatus.OPEN if case.assignee_id is None else CaseStatus.IN_PROGRESS
        await move(session, case_id, status, staff_id, now, house)


async def _member(session: AsyncSession, name: str) -> int:
    member = await session.scalar(select(Staff.id).where(Staff.name == name, Staff.disabled_at.is_(None)))
    if member is None:
        raise NoSuchMember
    return member
