"""Events for other systems, written in the flush that writes the fact: one statement, no row unless wanted.

They hang on the rows that say that something happened, so that no action can forget to tell. Rows that are
written without a flush are no such rows: their actions execute `message_received` and `service_told`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    String,
    Table,
    bindparam,
    event,
    func,
    insert,
    literal,
    select,
    type_coerce,
)
from sqlalchemy import Row as SqlRow
from sqlalchemy.orm import Mapper, object_session
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.util import identity_key

from store.engine.columns import LABEL_END, Id, Json, UtcTime
from store.models.answers import AnswerShowing, ShowingOutcome
from store.models.cases import OPEN_STATUSES, Case, CaseEvent, CaseKind, CaseStep
from store.models.conversations import Conversation, Message, Mode
from store.models.occasions import Occasion
from store.models.queues import Alarm, DeliveryStatus, EventDelivery, SystemEventKind, WebhookTarget
from store.models.surveys import Invitation, InvitationStatus, Service

# The table: values that are executed with an insert of the class would be taken for rows of it.
DELIVERIES = cast("Table", EventDelivery.__table__)
# Messages and hand-overs count for the outlet of a service of so long ago.
LATELY = timedelta(days=30)
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
    CaseStep.MERGED: SystemEventKind.CASE_CHANGED,
    CaseStep.SEPARATED: SystemEventKind.CASE_CHANGED,
    CaseStep.REOPENED: SystemEventKind.CASE_REOPENED,
}
OF_STATUS = {
    InvitationStatus.SENT: SystemEventKind.SURVEY_SENT,
    InvitationStatus.COMPLETED: SystemEventKind.SURVEY_ANSWERED,
    InvitationStatus.EXPIRED: SystemEventKind.SURVEY_EXPIRED,
}


def attach() -> None:
    """Watch the rows that say that something happened."""
    event.listen(CaseEvent, "after_insert", _on_step)
    event.listen(Alarm, "after_insert", _on_alarm)
    event.listen(Conversation, "after_update", _on_conversation)
    event.listen(Invitation, "after_update", _on_invitation)
    event.listen(AnswerShowing, "after_update", _on_showing)


def _queueing(chosen: ColumnElement[bool]) -> Insert:
    row = {
        "target_id": WebhookTarget.id,
        "event_id": bindparam("event", type_=String),
        "kind": bindparam("told", type_=String),
        "at": bindparam("moment", type_=UtcTime),
        "facts": bindparam("details", type_=Json),
        "customer_id": bindparam("whose", type_=Id),
        "status": literal(DeliveryStatus.PENDING.value),
        "attempts": literal(0, Id),
        "due_at": bindparam("moment", type_=UtcTime),
    }
    queueing = insert(DELIVERIES).from_select(list(row), select(*row.values()).where(chosen))
    # What a turn has changed so far decides nothing here.
    return queueing.execution_options(autoflush=False)


def _is_of_its_outlets() -> ColumnElement[bool]:
    """Whether a target wants events of the outlet: that of the event, else that of the last service.

    Alarms are about the system, and go to all who want them.
    """
    served = (
        select(Service.outlet)
        .where(
            Service.customer_id == bindparam("whose", type_=Id),
            Service.ended_at >= bindparam("since", type_=UtcTime),
            Service.outlet.is_not(None),
            Service.source != Occasion.BOOKING.source,
        )
        .order_by(Service.ended_at.desc())
        .limit(1)
    )
    place = func.coalesce(bindparam("place", type_=String), served.scalar_subquery())
    outlets = type_coerce(WebhookTarget.outlets, String)
    # `LIKE` would take signs of a name for its own, and ignores case on SQLite.
    is_alarm = bindparam("told", type_=String) == SystemEventKind.ALARM_RAISED.value
    return (
        outlets.is_(None) | is_alarm | (func.replace(outlets, LABEL_END + place + LABEL_END, "") != outlets)
    )


# Written once, since every message needs one: building a statement costs as much as running it.
_FOR_THOSE_WHO_WANT = _queueing(
    WebhookTarget.events.contains(bindparam("mark", type_=String))
    & WebhookTarget.disabled_at.is_(None)
    & _is_of_its_outlets()
)
_FOR_ONE = _queueing(WebhookTarget.id == bindparam("target", type_=Id))

Telling = tuple[Insert, dict[str, Any]]


def telling(
    kind: SystemEventKind,
    at: datetime,
    facts: Mapping[str, Any],
    customer_id: int | None = None,
    target_id: int | None = None,
) -> Telling:
    """Return what to execute to queue an event for each target that wants it, or for one target."""
    values = {
        "event": f"evt_{uuid4().hex}",
        "told": kind.value,
        "moment": at,
        "details": dict(facts),
        "whose": customer_id,
    }
    if target_id is None:
        wanted = {"mark": f" {kind.value} ", "place": facts.get("outlet"), "since": at - LATELY}
        return _FOR_THOSE_WHO_WANT, values | wanted
    return _FOR_ONE, values | {"target": target_id}


def message_received(message: Message, customer_id: int) -> Telling:
    """Return what to execute to queue the event of a customer's message, which is written without a flush."""
    facts = {"conversation": message.conversation_id, "message": message.id, "kind": message.kind.value}
    return telling(SystemEventKind.MESSAGE_RECEIVED, message.created_at, facts, customer_id)


def service_told(service: Service) -> Telling:
    """Return what to execute to queue the event of a service, which is written without a flush."""
    facts = {
        "service": service.id,
        "source": service.source,
        "outlet": service.outlet,
        "agent": service.agent,
    }
    return telling(SystemEventKind.SERVICE_TOLD, service.received_at, facts, service.customer_id)


def _on_step(mapper: Mapper[CaseEvent], connection: Connection, row: CaseEvent) -> None:
    if row.step not in OF_STEP:
        return
    case = _case_of(row, connection)
    facts = {
        "case": row.case_id,
        "step": row.step.value,
        "kind": case.kind.value,
        "status": case.status.value,
        "outlet": case.outlet,
    }
    kind = SystemEventKind.CASE_REOPENED if _reopens(row) else OF_STEP[row.step]
    connection.execute(*telling(kind, row.at, facts, case.customer_id))
    if row.step is CaseStep.OPENED and case.kind is CaseKind.RECOVERY:
        connection.execute(*telling(SystemEventKind.SCORE_LOW, row.at, facts, case.customer_id))


def _case_of(row: CaseEvent, connection: Connection) -> Case | SqlRow[Any]:
    """Return what is told of the case: most often its session knows it."""
    case = _known_case(row)
    if case is not None and vars(case).keys() >= {"kind", "status", "outlet", "customer_id"}:
        return case
    columns = select(Case.kind, Case.status, Case.outlet, Case.customer_id)
    return connection.execute(columns.where(Case.id == row.case_id)).one()


def _known_case(row: CaseEvent) -> Case | None:
    session = object_session(row)
    return None if session is None else session.identity_map.get(identity_key(Case, row.case_id))


def _reopens(row: CaseEvent) -> bool:
    """Return whether staff have moved a closed case among the open ones, in this flush."""
    case = _known_case(row)
    before = () if case is None else get_history(case, "status").deleted
    return row.step is CaseStep.STATUS and any(status not in OPEN_STATUSES for status in before)


def _on_alarm(mapper: Mapper[Alarm], connection: Connection, row: Alarm) -> None:
    facts = {"alarm": row.id, "kind": row.kind, "subject": row.subject}
    connection.execute(*telling(SystemEventKind.ALARM_RAISED, row.raised_at, facts))


def _on_conversation(mapper: Mapper[Conversation], connection: Connection, row: Conversation) -> None:
    if row.mode is Mode.STAFF and row.handed_over_at and get_history(row, "mode").added:
        facts = {"conversation": row.id}
        connection.execute(*telling(SystemEventKind.HANDED_OVER, row.handed_over_at, facts, row.customer_id))


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
    connection.execute(*telling(OF_STATUS[row.status], at or row.created_at, facts, row.customer_id))


def _on_showing(mapper: Mapper[AnswerShowing], connection: Connection, row: AnswerShowing) -> None:
    if row.outcome in (None, ShowingOutcome.CONFIRMED) or not get_history(row, "outcome").added:
        return
    whose = connection.scalar(select(Conversation.customer_id).where(Conversation.id == row.conversation_id))
    facts = {
        "conversation": row.conversation_id,
        "answer": row.answer_id,
        "outcome": row.outcome.value,
        "outlet": row.outlet,
    }
    connection.execute(*telling(SystemEventKind.ANSWER_REFUSED, row.outcome_at or row.shown_at, facts, whose))
