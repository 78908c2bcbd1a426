"""Who looked at what of a customer: a line of the audit log for each person or key, thing and hour."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from actions.staff.api_keys import KeyScope
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
    subject = f"{what.value}:{row_id}"
    await _note_once(database, f"staff:{staff_id}", f"look.{what.name.lower()}", subject, now)


async def note_reading(database: Database, key: str, scope: KeyScope, now: datetime) -> None:
    """Note that the system with a key of this name reads what the scope opens, once an hour too."""
    await _note_once(database, f"key:{key}", f"look.{scope.value}", None, now)


async def _note_once(database: Database, actor: str, action: str, subject: str | None, now: datetime) -> None:
    lately = select(AuditEntry.id).where(
        AuditEntry.at > now - EVERY,
        AuditEntry.actor == actor,
        AuditEntry.action == action,
        AuditEntry.subject == subject,
    )
    async with database.reading() as session:
        if await session.scalar(lately.limit(1)) is not None:
            return
    async with database.transaction() as session:
        session.add(AuditEntry(at=now, actor=actor, action=action, subject=subject))
