"""The clock of a case stands still while the customer has to say something, and goes on after that."""

from datetime import datetime

from actions.settings.calendar import Calendar
from store.models.cases import Case


def pause(case: Case, now: datetime) -> None:
    """Stop the clock, unless it stands already."""
    if case.paused_at is None:
        case.paused_at = now


def resume(case: Case, now: datetime, calendar: Calendar) -> None:
    """Let the clock go on: as much business time is left as when it was stopped."""
    if case.paused_at is None:
        return
    case.due_at = resumed_due(case.due_at, case.paused_at, now, calendar)
    case.paused_at = None


def resumed_due(due_at: datetime, paused_at: datetime, now: datetime, calendar: Calendar) -> datetime:
    """When a case is due that was paused until now; one that was overdue then stays due when it was."""
    if due_at <= paused_at:
        return due_at
    return calendar.after(now, calendar.between(paused_at, due_at))
