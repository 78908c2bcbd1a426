"""Stalled cases: staff are told, then the manager, and the customer hears the truth once.

What counts is the business time since the last step of staff. What the customer adds is no step: one who
has to ask again has waited all the longer. A case that waits for the customer does not stall; when it goes
on, which is a step as well, staff have their time again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Function, Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.alerts import ESCALATED, OF_CASES, STALLED, alert, clear
from actions.cases.opening import case_reference
from actions.settings.house import House
from actions.settings.replies import Reply
from actions.surveys.policy.decision import after_quiet
from actions.turn.customer_clock import customer_zone
from actions.turn.open_conversation import open_turn
from store.engine.database import Database
from store.models.cases import IS_OURS, Case, CaseEvent, CaseStep
from store.models.customers import Customer
from store.models.queues import Alarm

OF_STAFF = (
    CaseStep.OPENED,
    CaseStep.STATUS,
    CaseStep.ASSIGNED,
    CaseStep.NOTE,
    CaseStep.REPLIED,
    CaseStep.SETTLED,
    CaseStep.REOPENED,
    CaseStep.SNOOZED,
    CaseStep.WOKEN,
    CaseStep.MERGED,
    CaseStep.SEPARATED,
)
NOTICES: Mapping[CaseStep, tuple[str, Reply]] = {
    CaseStep.STALLED: (STALLED, Reply.STAFF_STALLED),
    CaseStep.ESCALATED: (ESCALATED, Reply.STAFF_ESCALATED),
}


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """When a case last moved, and when staff were last told that it stalls."""

    case_id: int
    moved_at: datetime
    stalled_at: datetime | None
    escalated_at: datetime | None
    told_at: datetime | None


async def check_stalled_cases(database: Database, now: datetime, house: House) -> int:
    """Report every stalled case, each in its transaction; return how many notices were written.

    Alarms about cases that have moved since are cleared. Once a minute is often enough.
    """
    async with database.transaction() as session:
        await clear_moving(session, now)
    async with database.reading() as session:
        due = await due_cases(session, now, house)
    told = 0
    for case_id in due:
        async with database.transaction() as session:
            told += await advance(session, case_id, now, house)
    return told


async def due_cases(session: AsyncSession, now: datetime, house: House) -> list[int]:
    """The cases that are due for a notice now, longest-waiting first."""
    ours = select(Case.id).where(IS_OURS, Case.snoozed_until.is_(None))
    statement = _progress().where(Case.id.in_(ours))
    rows = await session.execute(statement.order_by(Case.opened_at, Case.id))
    standings = [CaseProgress(*row) for row in rows.tuples()]
    return [each.case_id for each in standings if next_notice(each, now, house) is not None]


def next_notice(standing: CaseProgress, now: datetime, house: House) -> CaseStep | None:
    """Who is told next about a case, as the step to record; None where no notice is due."""
    moved_at = standing.moved_at
    if standing.stalled_at is None or standing.stalled_at < moved_at:
        return CaseStep.STALLED if _is_over(moved_at, house.stalled, now, house) else None
    if standing.escalated_at is None or standing.escalated_at < moved_at:
        return CaseStep.ESCALATED if _is_over(moved_at, house.escalated, now, house) else None
    return CaseStep.CUSTOMER_TOLD if standing.told_at is None else None


async def advance(session: AsyncSession, case_id: int, now: datetime, house: House) -> bool:
    """Send the next notice about a case; False where none is due, or another worker sends it now."""
    found = await session.scalar(
        select(Case).where(Case.id == case_id, IS_OURS).with_for_update(skip_locked=True)
    )
    if found is None:
        return False
    row = (await session.execute(_progress().where(Case.id == case_id))).one()
    telling = next_notice(CaseProgress(*row), now, house)
    if telling is None:
        return False
    if telling is CaseStep.CUSTOMER_TOLD:
        return await _tell_customer(session, found, now, house)
    kind, reply = NOTICES[telling]
    patience = house.stalled if telling is CaseStep.STALLED else house.escalated
    await alert(session, kind, reply, found, now, house, hours=f"{patience / timedelta(hours=1):g}")
    session.add(CaseEvent(case_id=case_id, step=telling, at=now))
    return True


async def clear_moving(session: AsyncSession, now: datetime) -> None:
    """Clear the alarms about cases for which something was done since they were raised."""
    raised = select(Alarm.kind, Alarm.raised_at, Case)
    alarms = await session.execute(
        raised.join(Case, Alarm.subject == "case:" + Case.reference).where(
            Alarm.kind.in_(OF_CASES), Alarm.cleared_at.is_(None)
        )
    )
    for kind, raised_at, found in alarms.tuples().all():
        row = (await session.execute(_progress().where(Case.id == found.id))).one()
        if CaseProgress(*row).moved_at > raised_at:
            await clear(session, found, now, kind)


async def _tell_customer(session: AsyncSession, found: Case, now: datetime, house: House) -> bool:
    """Tell the customer how it stands, by day, if they can be written to."""
    customer = await session.get_one(Customer, found.customer_id)
    if customer.address is None or customer.unreachable_at is not None:
        return False
    if after_quiet(now, customer_zone(customer, house), house.rules.quiet) > now:
        return False
    turn = await open_turn(session, customer, now, house)
    await turn.say(turn.text(Reply.STALLED, reference=case_reference(found)))
    session.add(CaseEvent(case_id=found.id, step=CaseStep.CUSTOMER_TOLD, at=now))
    return True


def _progress() -> Select[tuple[int, datetime, datetime | None, datetime | None, datetime | None]]:
    return (
        select(
            Case.id,
            func.coalesce(_latest(*OF_STAFF), Case.opened_at),
            _latest(CaseStep.STALLED),
            _latest(CaseStep.ESCALATED),
            _latest(CaseStep.CUSTOMER_TOLD),
        )
        .outerjoin(CaseEvent, CaseEvent.case_id == Case.id)
        .group_by(Case.id)
    )


def _latest(*steps: CaseStep) -> Function[Any]:
    return func.max(case((CaseEvent.step.in_(steps), CaseEvent.at)))


def _is_over(since: datetime, patience: timedelta, now: datetime, house: House) -> bool:
    return house.calendar.after(since, patience) <= now
