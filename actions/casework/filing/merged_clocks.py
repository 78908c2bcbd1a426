"""The clocks of two cases that become one: the kept case is due when the earlier of them is."""

from datetime import datetime

from actions.casework.case_clock import resume, resumed_due
from actions.casework.case_steps import set_status
from actions.settings.calendar import Calendar
from actions.settings.house import House
from store.models.cases import Case, CaseStatus


def join_clocks(gone: Case, kept: Case, now: datetime, house: House) -> None:
    """Let the kept case wait for the customer, or be snoozed, only where both were.

    The time of a paused case is not its due time yet, so that paused cases are compared as if they went on
    now. The clock of the merged case goes on, since it would miss what the customer says meanwhile.
    """
    if gone.paused_at is not None and kept.paused_at is not None:
        if _due_from_now(gone, now, house.calendar) < _due_from_now(kept, now, house.calendar):
            kept.due_at, kept.paused_at = gone.due_at, gone.paused_at
        resume(gone, now, house.calendar)
    else:
        resume(gone, now, house.calendar)
        if kept.paused_at is not None:
            set_status(kept, CaseStatus.IN_PROGRESS, now, house)
        kept.due_at = min(gone.due_at, kept.due_at)
    if gone.snoozed_until is not None and kept.snoozed_until is not None:
        kept.snoozed_until = min(gone.snoozed_until, kept.snoozed_until)
    else:
        kept.snoozed_until = None
    gone.snoozed_until = None


def _due_from_now(case: Case, now: datetime, calendar: Calendar) -> datetime:
    return case.due_at if case.paused_at is None else resumed_due(case.due_at, case.paused_at, now, calendar)
