"""Giving cases by rule: to who works now, serves that outlet and language, and has the fewest in hand.

A case whose assignee has gone home, is away or has left is given to another, or back to the queue. One that
was assigned to them after that stays with them until their next shift has ended. Snoozed cases do not move.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import ColumnElement, false, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.assigning.duty import DutyPlan, plan_of
from actions.settings.house import House
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.cases import IS_OURS, Case, CaseEvent, CaseStatus, CaseStep
from store.models.conversations import Conversation, Mode
from store.models.customers import Customer
from store.models.staff import AuditEntry, Duty, Staff
from store.queries.cases.work_queue import queue_order

PATIENCE = timedelta(minutes=10)  # who is away for less comes back to their cases
AT_ONCE = 50  # cases that one look moves


@dataclass(frozen=True, slots=True)
class CaseToGive:
    """A case without an assignee who works; `holder` is the one who does not."""

    case_id: int
    outlet: str | None
    language: Language | None
    holder: int | None = None


@dataclass(frozen=True, slots=True)
class Taker:
    """A member of staff who works now, and how many cases they have in hand."""

    staff_id: int
    plan: DutyPlan
    in_hand: int

    def can_take(self, case: CaseToGive) -> bool:
        """Return whether the case is one of theirs, and there is room for it."""
        serves = not self.plan.outlets or case.outlet is None or case.outlet in self.plan.outlets
        speaks = not self.plan.languages or case.language is None or case.language in self.plan.languages
        return serves and speaks and self.in_hand < self.plan.most


def share_out(cases: Iterable[CaseToGive], takers: Sequence[Taker]) -> dict[int, int]:
    """Return who is given which case, by case: the one with the fewest in hand, then the first to come."""
    working, given = {each.staff_id: each for each in takers}, dict[int, int]()
    for case in cases:
        fitting = [each for each in working.values() if each.can_take(case) and each.staff_id != case.holder]
        if fitting:
            chosen = min(fitting, key=lambda each: (each.in_hand, each.staff_id))
            working[chosen.staff_id] = replace(chosen, in_hand=chosen.in_hand + 1)
            given[case.case_id] = chosen.staff_id
    return given


async def assign_by_rule(database: Database, now: datetime, house: House) -> int:
    """Give out what can be given, and take from those who do not work; return how many cases moved.

    Nothing happens while no member of staff takes cases by rule.
    """
    async with database.reading() as session:
        plans = await _plans(session)
    if not any(plan.takes_cases for plan in plans.values()):
        return 0
    async with database.transaction() as session:
        takers = await _takers(session, plans, now, house)
        stops = {staff_id: _stopped_at(plan, now, house) for staff_id, plan in plans.items()}
        absent = {staff_id: since for staff_id, since in stops.items() if since is not None}
        cases = await _cases(session, absent, now)
        given = share_out(cases, takers)
        moving = (case for case in cases if case.holder is not None or case.case_id in given)
        return sum(
            [await _give(session, case, given.get(case.case_id), now) for case in islice(moving, AT_ONCE)]
        )


def _stopped_at(plan: DutyPlan, now: datetime, house: House) -> datetime | None:
    """When a member who takes cases by rule stopped working, if that is some minutes ago."""
    if not plan.takes_cases or plan.is_on(now, house.zone):
        return None
    since = plan.stopped_at(now, house.zone)
    return since if since is not None and now - since >= PATIENCE else None


async def _plans(session: AsyncSession) -> Mapping[int, DutyPlan]:
    rows = await session.scalars(
        select(Duty)
        .join(Staff, Staff.id == Duty.staff_id)
        .where(Staff.disabled_at.is_(None))
        .order_by(Staff.id)
    )
    return {row.staff_id: plan_of(row) for row in rows}


async def _takers(
    session: AsyncSession, plans: Mapping[int, DutyPlan], now: datetime, house: House
) -> list[Taker]:
    loads = await session.execute(
        select(Case.assignee_id, func.count(Case.id))
        .where(IS_OURS, Case.snoozed_until.is_(None), Case.assignee_id.in_(plans))
        .group_by(Case.assignee_id)
    )
    in_hand = dict(loads.tuples().all())
    return [
        Taker(staff_id, plan, in_hand.get(staff_id, 0))
        for staff_id, plan in plans.items()
        if plan.is_on(now, house.zone)
    ]


async def _cases(session: AsyncSession, absent: Mapping[int, datetime], now: datetime) -> list[CaseToGive]:
    """Return cases without an assignee, or with one who has left, in the order of the queue."""
    left = select(Staff.id).where(Staff.disabled_at.is_not(None))
    talking = select(Conversation.id).where(
        Conversation.id == Case.conversation_id,
        Conversation.mode == Mode.STAFF,
        Conversation.assignee_id == Case.assignee_id,
    )
    statement = (
        select(Case.id, Case.outlet, Customer.language, Customer.written_language, Case.assignee_id)
        .join(Customer, Customer.id == Case.customer_id)
        .where(
            IS_OURS,
            Case.snoozed_until.is_(None),
            or_(
                Case.assignee_id.is_(None),
                or_(false(), *(_held(*each) for each in absent.items())) & ~talking.exists(),
                Case.assignee_id.in_(left),
            ),
        )
        .order_by(*queue_order(now))
    )
    return [
        CaseToGive(case_id, outlet, language or _spoken(written), holder)
        for case_id, outlet, language, written, holder in (await session.execute(statement)).tuples()
    ]


def _held(staff_id: int, until: datetime) -> ColumnElement[bool]:
    """Whether a member has a case that was not assigned after they stopped working."""
    later = select(CaseEvent.id).where(
        CaseEvent.case_id == Case.id, CaseEvent.step == CaseStep.ASSIGNED, CaseEvent.at > until
    )
    return (Case.assignee_id == staff_id) & ~later.exists()


def _spoken(tag: str | None) -> Language | None:
    spoken = (tag or "").partition("-")[0]
    return Language(spoken) if spoken in {*Language} else None


async def _give(session: AsyncSession, case: CaseToGive, staff_id: int | None, now: datetime) -> int:
    """Move a case by one conditional update; 0 where a colleague was faster."""
    moved = await session.scalar(
        update(Case)
        .where(
            Case.id == case.case_id,
            IS_OURS,
            Case.assignee_id.is_not_distinct_from(case.holder),
        )
        .values(assignee_id=staff_id, status=CaseStatus.OPEN if staff_id is None else CaseStatus.IN_PROGRESS)
        .returning(Case.id)
    )
    if moved is None:
        return 0
    name = None if staff_id is None else await session.scalar(select(Staff.name).where(Staff.id == staff_id))
    session.add(CaseEvent(case_id=case.case_id, step=CaseStep.ASSIGNED, detail=name, at=now))
    session.add(
        AuditEntry(
            at=now,
            actor="system",
            action=f"case.{CaseStep.ASSIGNED.value}",
            subject=f"case:{case.case_id}",
            detail={"staff": staff_id},
        )
    )
    return 1
