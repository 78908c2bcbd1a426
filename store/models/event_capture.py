"""Events for other systems, written in the flush that writes the fact: one statement, no row unless wanted.

They hang on the rows that say that something happened, so that no action can forget to tell.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Insert, ScalarSelect, event, insert, literal, select
from sqlalchemy.orm import Mapper, object_session
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.util import identity_key

from store.engine.columns import Id, Json, UtcTime
from store.models.answers import AnswerShowing, ShowingOutcome
from store.models.cases import OPEN_STATUSES, Case, CaseEvent, CaseKind, CaseStep
from store.models.conversations import Conversation, Direction, Message, Mode
from store.models.queues import Alarm, DeliveryStatus, EventDelivery, SystemEventKind, WebhookTarget
from store.models.surveys import Invitation, InvitationStatus, Service

OF_STEP = {
    CaseStep.OPENED: SystemEventKind.CASE_OPENED,
    CaseStep.STATUS: SystemEventKind.CASE_CHANGED,
    CaseStep.ASSIGNED: SystemEventKind.CASE_CHANGED,
    CaseStep.PRIORITY: SystemEventKind.CASE_CHANGED,
    CaseStep.STALLED: SystemEventKind.CASE_CHANGED,
    CaseStep.ESCALATED: SystemEventKind.CASE_CHANGED,
    CaseStep.KIND: SystemEventKind.CASE_CHANGED,
    CaseStep.SETTLED: SystemEventKind.CASE_SETTLED,
    CaseStep.WITHDRAWN: SystemEventKind.CASE_SETTLED,
    CaseStep.UNDONE: SystemEventKind.CASE_REOPENED,
    CaseStep.REOPENED: SystemEventKind.CASE_REOPENED,
}
OF_STATUS = {
    InvitationStatus.SENT: SystemEventKind.SURVEY_SENT,
    InvitationStatus.COMPLETED: SystemEventKind.SURVEY_ANSWERED,
    InvitationStatus.EXPIRED: SystemEventKind.SURVEY_EXPIRED,
}


def attach() -> None:
    """Watch the rows that say that something happened."""
    event.listen(Message, "after_insert", _on_message)
    event.listen(CaseEvent, "after_insert", _on_step)
    event.listen(Alarm, "after_insert", _on_alarm)
    event.listen(Conversation, "after_update", _on_conversation)
    event.listen(Invitation, "after_update", _on_invitation)
    event.listen(AnswerShowing, "after_update", _on_showing)


def telling(
    kind: SystemEventKind,
    at: datetime,
    facts: Mapping[str, Any],
    customer: ScalarSelect[int] | int | None = None,
    target_id: int | None = None,
) -> Insert:
    """Return the statement that queues an event for each target that wants it, or for one target."""
    whose = customer if isinstance(customer, ScalarSelect) else literal(customer, Id)
    row = {
        "target_id": WebhookTarget.id,
        "event_id": literal(f"evt_{uuid4().hex}"),
        "kind": literal(kind.value),
        "at": literal(at, UtcTime),
        "facts": literal(dict(facts), Json),
        "customer_id": whose,
        "status": literal(DeliveryStatus.PENDING.value),
        "attempts": literal(0, Id),
        "due_at": literal(at, UtcTime),
    }
    wanting = WebhookTarget.events.contains(f" {kind.value} ")
    chosen = (
        wanting & WebhookTarget.disabled_at.is_(None) if target_id is None else WebhookTarget.id == target_id
    )
    return insert(EventDelivery).from_select(list(row), select(*row.values()).where(chosen))


def service_told(service: Service) -> Insert:
    """Return the statement that queues the event of a service, which is written without a flush."""
    facts = {
        "service": service.id,
        "source": service.source,
        "outlet": service.outlet,
        "agent": service.agent,
    }
    return telling(SystemEventKind.SERVICE_TOLD, service.received_at, facts, service.customer_id)


def _on_message(mapper: Mapper[Message], connection: Connection, row: Message) -> None:
    if row.direction is not Direction.IN:
        return
    whose = select(Conversation.customer_id).where(Conversation.id == row.conversation_id).scalar_subquery()
    facts = {"conversation": row.conversation_id, "message": row.id, "kind": row.kind.value}
    connection.execute(telling(SystemEventKind.MESSAGE_RECEIVED, row.created_at, facts, whose))


def _on_step(mapper: Mapper[CaseEvent], connection: Connection, row: CaseEvent) -> None:
    if row.step not in OF_STEP:
        return
    case = connection.execute(
        select(Case.kind, Case.status, Case.outlet, Case.customer_id).where(Case.id == row.case_id)
    ).one()
    facts = {
        "case": row.case_id,
        "step": row.step.value,
        "kind": case.kind.value,
        "status": case.status.value,
        "outlet": case.outlet,
    }
    kind = SystemEventKind.CASE_REOPENED if _reopens(row) else OF_STEP[row.step]
    connection.execute(telling(kind, row.at, facts, case.customer_id))
    if row.step is CaseStep.OPENED and case.kind is CaseKind.RECOVERY:
        connection.execute(telling(SystemEventKind.SCORE_LOW, row.at, facts, case.customer_id))


def _reopens(row: CaseEvent) -> bool:
    """Return whether staff have moved a closed case among the open ones, in this flush."""
    session = object_session(row)
    case = None if session is None else session.identity_map.get(identity_key(Case, row.case_id))
    before = () if case is None else get_history(case, "status").deleted
    return row.step is CaseStep.STATUS and any(status not in OPEN_STATUSES for status in before)


def _on_alarm(mapper: Mapper[Alarm], connection: Connection, row: Alarm) -> None:
    facts = {"alarm": row.id, "kind": row.kind, "subject": row.subject}
    connection.execute(telling(SystemEventKind.ALARM_RAISED, row.raised_at, facts))


def _on_conversation(mapper: Mapper[Conversation], connection: Connection, row: Conversation) -> None:
    if row.mode is Mode.STAFF and row.handed_over_at and get_history(row, "mode").added:
        facts = {"conversation": row.id}
        connection.execute(telling(SystemEventKind.HANDED_OVER, row.handed_over_at, facts, row.customer_id))


def _on_invitation(mapper: Mapper[Invitation], connection: Connection, row: Invitation) -> None:
    if row.status not in OF_STATUS or not get_history(row, "status").added:
        return
    at = {
        InvitationStatus.SENT: row.sent_at,
        InvitationStatus.COMPLETED: row.completed_at,
        InvitationStatus.EXPIRED: row.expires_at,
    }[row.status]
    facts = {
        "invitation": row.id,
        "survey": row.survey_key,
        "service": row.service_id,
        "outlet": row.outlet,
        "agent": row.agent,
    }
    connection.execute(telling(OF_STATUS[row.status], at or row.created_at, facts, row.customer_id))


def _on_showing(mapper: Mapper[AnswerShowing], connection: Connection, row: AnswerShowing) -> None:
    if row.outcome in (None, ShowingOutcome.CONFIRMED) or not get_history(row, "outcome").added:
        return
    whose = select(Conversation.customer_id).where(Conversation.id == row.conversation_id).scalar_subquery()
    facts = {
        "conversation": row.conversation_id,
        "answer": row.answer_id,
        "outcome": row.outcome.value,
        "outlet": row.outlet,
    }
    connection.execute(telling(SystemEventKind.ANSWER_REFUSED, row.outcome_at or row.shown_at, facts, whose))
