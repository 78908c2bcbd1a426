"""What staff do about a case: take it on, set it aside, write a note, settle it, open it again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_clock import pause, resume
from actions.casework.case_history import record_step
from actions.casework.noticing.mentioning import note_mentions
from actions.casework.refusals import IsMerged, IsSettled, NoSuchMember
from actions.settings.house import House
from store.models.cases import OPEN_STATUSES, Case, CaseEvent, CaseStatus, CaseStep, Priority
from store.models.staff import Staff
from store.queries.not_found import NotFound


async def case_to_change(session: AsyncSession, case_id: int) -> Case:
    """The case, kept from others until the transaction ends.

    Raises:
        NotFound: there is no such case.
        IsMerged: it went into another one.
    """
    case = await session.scalar(select(Case).where(Case.id == case_id).with_for_update())
    if case is None:
        raise NotFound("case", case_id)
    if case.status is CaseStatus.MERGED:
        raise IsMerged
    return case


async def assign(
    session: AsyncSession, case_id: int, assignee_id: int | None, staff_id: int, now: datetime
) -> None:
    """Assign a case to a member of staff, or to no one; an open case is in progress from then on.

    Raises:
        NotFound, IsSettled, NoSuchMember: nothing was changed.
    """
    case = _unsettled(await case_to_change(session, case_id))
    name = await _name_of(session, assignee_id) if assignee_id is not None else None
    case.assignee_id = assignee_id
    if assignee_id is not None and case.status is CaseStatus.OPEN:
        case.status = CaseStatus.IN_PROGRESS
    record_step(session, case, CaseStep.ASSIGNED, staff_id, now, detail=name)


async def prioritise(
    session: AsyncSession, case_id: int, priority: Priority, staff_id: int, now: datetime
) -> None:
    """Say how soon a case should be looked at.

    Raises:
        NotFound, IsSettled: nothing was changed.
    """
    case = _unsettled(await case_to_change(session, case_id))
    if case.priority is not priority:
        case.priority = priority
        record_step(session, case, CaseStep.PRIORITY, staff_id, now, detail=priority.value)


async def move(
    session: AsyncSession, case_id: int, status: CaseStatus, staff_id: int, now: datetime, house: House
) -> None:
    """Say where a case stands; its clock stops while it waits for the customer. Settling is `settle`.

    A closed case is opened again, with a new promised time.

    Raises:
        NotFound: there is no such case.
        ValueError: to settle it takes more.
    """
    if status not in OPEN_STATUSES:
        raise ValueError("a case is settled by settle(), and withdrawn by its customer")
    case = await case_to_change(session, case_id)
    if case.status is status:
        return
    if case.status not in OPEN_STATUSES:
        case.settled_at = case.settle_reason = None
        case.due_at = house.calendar.after(now, house.first_reply)
    set_status(case, status, now, house)
    record_step(session, case, CaseStep.STATUS, staff_id, now, detail=status.value)


async def note_on_case(
    session: AsyncSession, case_id: int, text: str, staff_id: int, now: datetime
) -> CaseEvent:
    """Write something down for colleagues, and return its row; those that it names with "@" are told.

    Raises:
        NotFound: there is no such case.
    """
    case = await case_to_change(session, case_id)
    note = record_step(session, case, CaseStep.NOTE, staff_id, now, detail=text)
    await session.flush()
    if case.conversation_id is not None:
        await note_mentions(session, text, case.conversation_id, staff_id, now, event_id=note.id)
    return note


def set_status(case: Case, status: CaseStatus, now: datetime, house: House) -> None:
    """Set where a case stands, and stop its clock or let it go on."""
    case.status = status
    if status is CaseStatus.WAITING:
        pause(case, now)
    else:
        resume(case, now, house.calendar)


def _unsettled(case: Case) -> Case:
    if case.status not in OPEN_STATUSES:
        raise IsSettled
    return case


async def _name_of(session: AsyncSession, staff_id: int) -> str:
    name = await session.scalar(select(Staff.name).where(Staff.id == staff_id, Staff.disabled_at.is_(None)))
    if name is None:
        raise NoSuchMember
    return name
