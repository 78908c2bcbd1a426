"""Clocks and snoozing of two cases that become one."""

from datetime import datetime, timedelta

from actions.casework.filing.merged_clocks import join_clocks
from actions.settings.house import House
from store.models.cases import Case, CaseStatus
from tests.conftest import NOON

HOUR = timedelta(hours=1)
LATER = NOON + 2 * HOUR


def running(hours: float, snoozed_until: datetime | None = None) -> Case:
    """A case that is due so long after noon."""
    return Case(status=CaseStatus.OPEN, due_at=NOON + hours * HOUR, snoozed_until=snoozed_until)


def paused(hours: float, paused_at: datetime = NOON) -> Case:
    """A case that was due so long after noon when its clock was stopped."""
    return Case(status=CaseStatus.WAITING, due_at=NOON + hours * HOUR, paused_at=paused_at)


def test_time_of_a_paused_case_is_not_due_yet(house: House) -> None:
    kept = running(4)
    join_clocks(paused(1), kept, LATER, house)
    assert kept.due_at == LATER + HOUR
    assert (kept.status, kept.paused_at) == (CaseStatus.OPEN, None)


def test_running_case_lets_the_clock_of_a_waiting_one_go_on(house: House) -> None:
    kept = paused(1)
    join_clocks(running(4), kept, LATER, house)
    assert (kept.status, kept.paused_at, kept.due_at) == (CaseStatus.IN_PROGRESS, None, LATER + HOUR)


def test_two_waiting_cases_wait_with_the_shorter_time(house: House) -> None:
    gone, kept = paused(2, NOON + HOUR), paused(1.5)
    join_clocks(gone, kept, LATER, house)
    assert (kept.status, kept.due_at, kept.paused_at) == (
        CaseStatus.WAITING,
        NOON + 2 * HOUR,
        NOON + HOUR,
    )
    assert (gone.due_at, gone.paused_at) == (LATER + HOUR, None)
    kept = paused(0.5)
    join_clocks(paused(2, NOON + HOUR), kept, LATER, house)
    assert (kept.due_at, kept.paused_at) == (NOON + HOUR / 2, NOON)


def test_kept_case_is_snoozed_only_where_both_were(house: House) -> None:
    soon, late = NOON + 24 * HOUR, NOON + 48 * HOUR
    snoozed = []
    for of_gone, of_kept in ((None, late), (soon, None), (soon, late), (late, soon)):
        gone, kept = running(4, of_gone), running(4, of_kept)
        join_clocks(gone, kept, LATER, house)
        snoozed.append((gone.snoozed_until, kept.snoozed_until))
    assert snoozed == [(None, None), (None, None), (None, soon), (None, soon)]
