"""The audit log: who did what, newest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.staff import AuditEntry
from store.queries.actor_names import actor_names
from store.queries.paging import Cursor, Page, cut


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line. `actor` and `subject` are names of members of staff, else as the log has them."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str | None
    detail: dict[str, Any] | None


async def list_audit(
    session: AsyncSession, about: str | None = None, after: Cursor | None = None, size: int = 100
) -> Page[AuditRow]:
    """A page of the log, of all actions or of those whose name begins like `about`."""
    statement = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(size + 1)
    if about is not None:
        statement = statement.where(AuditEntry.action.startswith(about, autoescape=True))
    if after is not None:
        statement = statement.where(AuditEntry.id < after.id)
    entries = list(await session.scalars(statement))
    named = [name for entry in entries for name in (entry.actor, entry.subject) if name]
    names = await actor_names(session, named)
    rows = [
        AuditRow(
            each.id,
            each.at,
            names.get(each.actor, each.actor),
            each.action,
            None if each.subject is None else names.get(each.subject, each.subject),
            each.detail,
        )
        for each in entries
    ]
    return cut(rows, size, lambda row: Cursor(row.at, row.id))
