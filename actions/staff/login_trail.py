"""Logins, failures and logouts in the audit log."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.staff.throttle import WINDOW
from store.models.staff import AuditEntry

# Guesses from many addresses would fill the table: what comes beyond this is a line in the log only.
FAILURES_IN_WINDOW = 200
STRANGER = "stranger"  # the actor of an attempt that failed


class LoginEvent(StrEnum):
    """What happened at the door."""

    LOGGED_IN = "staff.logged_in"
    LOGGED_OUT = "staff.logged_out"
    LOGIN_FAILED = "staff.login_failed"
    CONFIRMATION_FAILED = "staff.confirmation_failed"


def note_use(session: AsyncSession, event: LoginEvent, staff_id: int, address: str, now: datetime) -> None:
    """Note that a member of staff has come or gone, and from which network address."""
    actor = f"staff:{staff_id}"
    session.add(
        AuditEntry(at=now, actor=actor, action=event.value, subject=actor, detail={"address": address})
    )


async def note_failure(
    session: AsyncSession, event: LoginEvent, staff_id: int | None, address: str, now: datetime
) -> None:
    """Note an attempt that failed; `staff_id` is None where there is no such account."""
    lately = select(func.count(AuditEntry.id)).where(
        AuditEntry.at > now - WINDOW, AuditEntry.action == event.value
    )
    if (await session.scalar(lately) or 0) >= FAILURES_IN_WINDOW:
        return
    subject = None if staff_id is None else f"staff:{staff_id}"
    session.add(
        AuditEntry(at=now, actor=STRANGER, action=event.value, subject=subject, detail={"address": address})
    )
