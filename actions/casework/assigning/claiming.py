"""Taking a case without an assignee; of two members of staff at once, one gets it."""

from datetime import datetime

from sqlalchemy import case, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import record_step
from actions.casework.refusals import IsMerged, IsSettled, TakenByColleague
from store.models.cases import OPEN_STATUSES, Case, CaseStatus, CaseStep
from store.queries.not_found import NotFound


async def claim(session: AsyncSession, case_id: int, staff_id: int, now: datetime) -> None:
    """Take an open case without an assignee, by one conditional update; a case of one's own stays as it is.

    Raises:
        NotFound: there is no such case.
        IsSettled, IsMerged: the case is not open.
        TakenByColleague: a colleague has it.
    """
    taken = await session.scalar(
        update(Case)
        .where(Case.id == case_id, Case.assignee_id.is_(None), Case.status.in_(OPEN_STATUSES))
        .values(
            assignee_id=staff_id,
            status=case((Case.status == CaseStatus.OPEN, CaseStatus.IN_PROGRESS), else_=Case.status),
        )
        .returning(Case.id)
        .execution_options(synchronize_session=False)
    )
    row = await session.get(Case, case_id, populate_existing=True)
    if row is None:
        raise NotFound("case", case_id)
    if taken is not None:
        record_step(session, row, CaseStep.ASSIGNED, staff_id, now)
    elif row.merged_into_id is not None:
        raise IsMerged
    elif row.status not in OPEN_STATUSES:
        raise IsSettled
    elif row.assignee_id != staff_id:
        raise TakenByColleague
