"""Snoozing a case: it leaves the queue until a time, or until its customer writes.

The promised time goes on meanwhile. Coming back counts as a step of staff, so that a case does not stall
because it was snoozed.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import record_step
from actions.casework.case_steps import case_to_change
from actions.casework.filing.wake_times import LONGEST
from actions.casework.refusals import IsSettled, NotAhead
from actions.settings.house import House
from store.engine.database import Database
from store.models.cases import OPEN_STATUSES, Case, CaseEvent, CaseStep


async def snooze(session: AsyncSession, case_id: int, until: datetime, staff_id: int, now: datetime) -> None:
    """Take an open case out of the queue until a time.

    Raises:
        NotFound, IsSettled: nothing was changed.
        NotAhead: the time has passed, or is more than a year away.
    """
    case = await case_to_change(session, case_id)
    if case.status not in OPEN_STATUSES:
        raise IsSettled
    if not now < until <= now + LONGEST:
        raise NotAhead
    case.snoozed_until = until
    record_step(session, case, CaseStep.SNOOZED, staff_id, now, detail=until.isoformat())


async def wake(session: AsyncSession, case_id: int, staff_id: int, now: datetime) -> None:
    """Put a snoozed case back into the queue before its time.

    Raises:
        NotFound: there is no such case.
    """
    case = await case_to_change(session, case_id)
    if case.snoozed_until is not None:
        case.snoozed_until = None
        record_step(session, case, CaseStep.WOKEN, staff_id, now)


async def wake_due(database: Database, now: datetime, house: House) -> int:
    """Put the cases back whose time has come, and return how many they were."""
    async with database.transaction() as session:
        due = select(Case).where(Case.snoozed_until <= now).with_for_update(skip_locked=True)
        cases = list(await session.scalars(due))
        for case in cases:
            case.snoozed_until = None
            session.add(CaseEvent(case_id=case.id, step=CaseStep.WOKEN, at=now))
    return len(cases)
