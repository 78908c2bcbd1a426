"""Who did what: a step in the history of a case, and a line of the audit log without personal text."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import Case, CaseEvent, CaseStep
from store.models.staff import AuditEntry


def record_step(
    session: AsyncSession,
    case: Case,
    step: CaseStep,
    staff_id: int,
    now: datetime,
    *,
    detail: str | None = None,
    message_id: int | None = None,
) -> CaseEvent:
    """Add a step of a member of staff to the history of a case, and to the audit log without its detail."""
    happened = CaseEvent(
        case_id=case.id, step=step, detail=detail, message_id=message_id, staff_id=staff_id, at=now
    )
    session.add(happened)
    audit(session, f"case.{step.value}", f"case:{case.id}", staff_id, now)
    return happened


def audit(
    session: AsyncSession,
    action: str,
    subject: str,
    staff_id: int,
    now: datetime,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add a line to the audit log."""
    session.add(AuditEntry(at=now, actor=f"staff:{staff_id}", action=action, subject=subject, detail=detail))
