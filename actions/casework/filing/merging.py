"""Merging two open cases of one customer, and separating them again.

The merged case keeps its number, messages and history. It is no longer worked on, and the case that it went
into stands for it everywhere: its number leads there, and reports count only that one.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.alerts import pass_on
from actions.cases.opening import case_reference
from actions.casework.case_history import record_step
from actions.casework.case_steps import case_to_change
from actions.casework.filing.merged_clocks import join_clocks
from actions.casework.noticing.watching import pass_watches_on
from actions.casework.refusals import IsSettled, NotOfOneCustomer, RecoveryStays
from actions.settings.house import House
from store.models.cases import GRIEVANCES, OPEN_STATUSES, Case, CaseKind, CaseStatus, CaseStep, Priority
from store.models.conversations import Awaited, Conversation
from store.queries.not_found import NotFound

OF_EITHER = (Awaited.ORDER_NUMBER, Awaited.REOPENING)  # what the kept case can be given as well


async def merge_cases(
    session: AsyncSession, case_id: int, into_id: int, staff_id: int, now: datetime, house: House
) -> None:
    """Let an open case go into another open one of the same customer; the customer is told nothing.

    The kept case takes the earlier promised time, and what it lacks: assignee, order number, outlet, urgency.
    A complaint stays one when it goes into a question.

    Raises:
        NotFound, IsSettled, IsMerged: nothing was changed.
        NotOfOneCustomer: the cases belong to two customers, or are one case.
        RecoveryStays: only the merged one was opened by a survey, whose second half it would lose.
    """
    await _lock_talks(session, case_id)
    locked = {each: await case_to_change(session, each) for each in sorted({case_id, into_id})}
    gone, kept = locked[case_id], locked[into_id]
    if gone is kept or gone.customer_id != kept.customer_id:
        raise NotOfOneCustomer
    if gone.status not in OPEN_STATUSES or kept.status not in OPEN_STATUSES:
        raise IsSettled
    if gone.kind is CaseKind.RECOVERY and kept.kind is not CaseKind.RECOVERY:
        raise RecoveryStays
    gone.status, gone.merged_into_id = CaseStatus.MERGED, kept.id
    join_clocks(gone, kept, now, house)
    _take_over(gone, kept, session, staff_id, now)
    record_step(session, gone, CaseStep.MERGED, staff_id, now, detail=case_reference(kept))
    record_step(session, kept, CaseStep.MERGED, staff_id, now, detail=case_reference(gone))
    await session.flush()
    await _lead_to(session, gone, kept)
    await pass_on(session, gone, kept, now)
    await pass_watches_on(session, gone.id, kept.id, now)


async def separate_case(session: AsyncSession, case_id: int, staff_id: int, now: datetime) -> int:
    """Take a merged case out of the one that it went into, and return the id of that one.

    It is open again with its promised time, which went on even if it waited for the customer before. The
    other case keeps what it took over.

    Raises:
        NotFound: there is no such case, or it was not merged.
    """
    gone = await session.get(Case, case_id, with_for_update=True)
    if gone is None or gone.merged_into_id is None:
        raise NotFound("case", case_id)
    kept = await session.get_one(Case, gone.merged_into_id)
    gone.merged_into_id = None
    gone.status = CaseStatus.OPEN if gone.assignee_id is None else CaseStatus.IN_PROGRESS
    record_step(session, gone, CaseStep.SEPARATED, staff_id, now, detail=case_reference(kept))
    record_step(session, kept, CaseStep.SEPARATED, staff_id, now, detail=case_reference(gone))
    return kept.id


def _take_over(gone: Case, kept: Case, session: AsyncSession, staff_id: int, now: datetime) -> None:
    kept.conversation_id = _newer(gone.conversation_id, kept.conversation_id)
    kept.is_urgent = kept.is_urgent or gone.is_urgent
    kept.chased_at = kept.chased_at or gone.chased_at
    kept.order_number = kept.order_number or gone.order_number
    kept.outlet, kept.agent = kept.outlet or gone.outlet, kept.agent or gone.agent
    kept.aspect = kept.aspect or gone.aspect
    kept.tags = tuple(dict.fromkeys((*kept.tags, *gone.tags)))
    if gone.priority is Priority.HIGH and kept.priority is not Priority.HIGH:
        kept.priority = Priority.HIGH
        record_step(session, kept, CaseStep.PRIORITY, staff_id, now, detail=kept.priority.value)
    if kept.assignee_id is None and gone.assignee_id is not None:
        kept.assignee_id = gone.assignee_id
        kept.status = CaseStatus.IN_PROGRESS if kept.status is CaseStatus.OPEN else kept.status
    if gone.kind is CaseKind.COMPLAINT and kept.kind not in GRIEVANCES:
        kept.kind = gone.kind
        record_step(session, kept, CaseStep.KIND, staff_id, now, detail=kept.kind.value)


def _newer(one: int | None, other: int | None) -> int | None:
    """Return the later of two conversations: staff reply there, which answers the kept case."""
    return max(filter(None, (one, other)), default=None)


async def _lock_talks(session: AsyncSession, case_id: int) -> None:
    """Keep the conversations of the customer from others before the cases, as replies do: no deadlock."""
    owner = select(Case.customer_id).where(Case.id == case_id).scalar_subquery()
    talks = select(Conversation.id).where(Conversation.customer_id == owner).order_by(Conversation.id)
    await session.execute(talks.with_for_update())


async def _lead_to(session: AsyncSession, gone: Case, kept: Case) -> None:
    """Let cases that went into the merged one before, and talks about it, go on with the kept case.

    A customer who was asked whether to withdraw the merged one did not mean the kept case.
    """
    talks = Conversation.customer_id == gone.customer_id
    for statement in (
        update(Case).where(Case.merged_into_id == gone.id).values(merged_into_id=kept.id),
        update(Conversation).where(talks, Conversation.matter_id == gone.id).values(matter_id=kept.id),
        update(Conversation)
        .where(talks, Conversation.awaited.in_(OF_EITHER), Conversation.awaited_for == gone.id)
        .values(awaited_for=kept.id),
        update(Conversation)
        .where(talks, Conversation.awaited == Awaited.WITHDRAWAL, Conversation.awaited_for == gone.id)
        .values(awaited=None, awaited_for=None),
    ):
        await session.execute(statement)
