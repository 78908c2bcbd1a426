"""Who looked at what of a customer: a line of the audit log for each person or key, thing and hour."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, or_, select

from actions.staff.api_keys import KeyScope
from store.engine.database import Database
from store.models.staff import AuditEntry

EVERY = timedelta(hours=1)
Look = tuple[str, str | None]


class Viewed(StrEnum):
    """What staff can look at; with its id, it is the subject in the audit log."""

    CONVERSATION = "conversation"  # the transcript, with the customer's part of the page
    CASE = "case"
    FILE = "message"  # the attachment of a message


async def note_looks(database: Database, seen: Mapping[Viewed, int], staff_id: int, now: datetime) -> None:
    """Note that a member of staff looks at rows, by id, unless that was noted within the last hour.

    A page that fetches itself again and again would otherwise fill the log.
    """
    looks = [(f"look.{what.name.lower()}", f"{what.value}:{row_id}") for what, row_id in seen.items()]
    await _note_once(database, f"staff:{staff_id}", looks, now)


async def note_reading(database: Database, key: str, scope: KeyScope, now: datetime) -> None:
    """Note that the system with a key of this name reads what the scope opens, once an hour too."""
    await _note_once(database, f"key:{key}", [(f"look.{scope.value}", None)], now)


async def _note_once(database: Database, actor: str, looks: Sequence[Look], now: datetime) -> None:
    lately = (
        select(AuditEntry.action, AuditEntry.subject)
        .where(AuditEntry.at > now - EVERY, AuditEntry.actor == actor)
        .where(or_(*(and_(AuditEntry.action == what, AuditEntry.subject == of) for what, of in looks)))
    )
    async with database.glance() as session:
        noted = set((await session.execute(lately)).tuples())
    unnoted = [look for look in looks if look not in noted]
    if not unnoted:
        return
    async with database.transaction() as session:
        session.add_all(
            AuditEntry(at=now, actor=actor, action=action, subject=subject) for action, subject in unnoted
        )
