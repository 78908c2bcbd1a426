"""Who looked at what of a customer: a line of the audit log for each person, thing and hour."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from actions.casework.case_history import audit
from store.engine.database import Database
from store.models.staff import AuditEntry

EVERY = timedelta(hours=1)


class Viewed(StrEnum):
    """What staff can look at; with its id, it is the subject in the audit log."""

    CONVERSATION = "conversation"  # the transcript, with the customer's part of the page
    CASE = "case"
    FILE = "message"  # the attachment of a message


async def note_look(database: Database, what: Viewed, row_id: int, staff_id: int, now: datetime) -> None:
    """Note that a member of staff looks at something, unless it was noted within the last hour.

    A page that fetches itself again and again would otherwise fill the log.
    """
    action, subject = f"look.{what.name.lower()}", f"{what.value}:{row_id}"
    lately = select(AuditEntry.id).where(
        AuditEntry.at > now - EVERY,
        AuditEntry.actor == f"staff:{staff_id}",
        AuditEntry.action == action,
        AuditEntry.subject == subject,
    )
    async with database.reading() as session:
        if await session.scalar(lately.limit(1)) is not None:
            return
    async with database.transaction() as session:
        audit(session, action, subject, staff_id, now)
