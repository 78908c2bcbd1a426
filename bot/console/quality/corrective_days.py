"""The last day of a corrective action, on the clock of the business."""

from datetime import date, datetime, timedelta

from bot.console.web.visit import Visit

USUAL = timedelta(days=7)


def last_day(visit: Visit, due_at: datetime) -> date:
    """Return the day at whose end a task is due."""
    return (due_at - timedelta(seconds=1)).astimezone(visit.deps.house.zone).date()


def usual_day(visit: Visit) -> date:
    """Return the day that a form proposes."""
    return visit.now.astimezone(visit.deps.house.zone).date() + USUAL
