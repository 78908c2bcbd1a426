"""When a member of staff is given cases by rule: their own choice, and whether they are away now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_history import audit
from nlu.contract.labels import Language
from store.models.staff import Duty

MOST = 10  # cases in hand, until a member of staff chooses otherwise
HOUR = 60  # minutes


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """What a member of staff is given. `begins` and `ends` are minutes of the day, None for any time."""

    takes_cases: bool = False
    most: int = MOST
    begins: int | None = None
    ends: int | None = None
    outlets: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    away_since: datetime | None = None

    def is_on(self, now: datetime, zone: ZoneInfo) -> bool:
        """Return whether the member works now: not away, and within the shift, if one is named."""
        if not self.takes_cases or self.away_since is not None:
            return False
        if self.begins is None or self.ends is None or self.begins == self.ends:
            return True
        local = now.astimezone(zone)
        minute = local.hour * HOUR + local.minute
        if self.begins < self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends

    def stopped_at(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """Return since when a member who does not work now is away, or when their last shift ended."""
        if self.away_since is not None or self.ends is None:
            return self.away_since
        local = now.astimezone(zone)
        end = local.replace(hour=self.ends // HOUR, minute=self.ends % HOUR, second=0, microsecond=0)
        return end if end <= local else end - timedelta(days=1)


NO_DUTY = DutyPlan()


def plan_of(row: Duty) -> DutyPlan:
    """Return the plan of a row."""
    return DutyPlan(
        row.takes_cases,
        row.most,
        row.begins,
        row.ends,
        tuple(row.outlets),
        tuple(Language(each) for each in row.languages),
        row.away_since,
    )


async def duty_of(session: AsyncSession, staff_id: int) -> DutyPlan:
    """Return what a member of staff has chosen."""
    row = await session.get(Duty, staff_id)
    return NO_DUTY if row is None else plan_of(row)


async def choose_duty(session: AsyncSession, staff_id: int, plan: DutyPlan, now: datetime) -> None:
    """Keep what a member of staff chooses; whether they are away stays as it is."""
    before = await duty_of(session, staff_id)
    await _keep(session, staff_id, plan, before.away_since)
    audit(session, "staff.duty_chosen", f"staff:{staff_id}", staff_id, now)


async def set_away(session: AsyncSession, staff_id: int, now: datetime, *, is_away: bool) -> None:
    """Note that a member of staff is away from now on, or back."""
    plan = await duty_of(session, staff_id)
    if (plan.away_since is not None) is not is_away:
        await _keep(session, staff_id, plan, now if is_away else None)
        audit(session, "staff.away" if is_away else "staff.back", f"staff:{staff_id}", staff_id, now)


async def _keep(session: AsyncSession, staff_id: int, plan: DutyPlan, away_since: datetime | None) -> None:
    await session.merge(
        Duty(
            staff_id=staff_id,
            takes_cases=plan.takes_cases,
            most=plan.most,
            begins=plan.begins,
            ends=plan.ends,
            outlets=list(plan.outlets),
            languages=[each.value for each in plan.languages],
            away_since=away_since,
        )
    )
