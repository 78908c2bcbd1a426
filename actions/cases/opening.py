"""Opening cases and adding to them."""

from collections.abc import Sequence

from sqlalchemy import select

from actions.cases.recent_cases import recent_cases
from actions.turn.turn import Turn
from nlu.contract.labels import Aspect
from store.engine.row_insert import insert_row
from store.models.cases import OPEN_STATUSES, Case, CaseEvent, CaseKind, CaseStep, Priority
from store.models.conversations import Direction, Message, MessageKind
from store.models.surveys import Invitation
from store.queries.surveys.last_outlet import last_outlet

EVIDENCE = (
    MessageKind.PHOTO,
    MessageKind.VOICE,
    MessageKind.VIDEO,
    MessageKind.AUDIO,
    MessageKind.DOCUMENT,
    MessageKind.LOCATION,
)


async def open_case(
    turn: Turn,
    kind: CaseKind,
    message: Message | None,
    *,
    priority: Priority = Priority.NORMAL,
    invitation: Invitation | None = None,
) -> Case:
    """Open a case with a number, due after the promised business time.

    Outlet and agent come from the invitation where the case follows from a survey; the outlet of any other
    is the one that the customer was served at last. Photos and the like that were sent shortly before the
    words belong to it.
    """
    if invitation is not None:
        outlet = invitation.outlet
    elif turn.is_first:  # they were not served yet
        outlet = None
    else:
        outlet = await last_outlet(turn.session, turn.customer.account, turn.now)
    case = await insert_row(
        turn.session,
        Case,
        kind=kind,
        priority=priority,
        customer_id=turn.customer.id,
        conversation_id=turn.conversation.id,
        message_id=message.id if message else None,
        invitation_id=invitation.id if invitation else None,
        outlet=outlet,
        agent=invitation.agent if invitation else None,
        due_at=turn.house.calendar.after(turn.now, turn.house.first_reply),
        opened_at=turn.now,
    )
    if turn.seen.cases is not None:
        turn.seen.cases.insert(0, case)
    case.reference = reference(case.id)
    turn.conversation.matter_id = case.id
    await add_step(turn, case, CaseStep.OPENED, message)
    if message is not None:
        await _gather_evidence(turn, case, message)
    return case


async def _gather_evidence(turn: Turn, case: Case, opening: Message) -> None:
    """Add what was sent in this conversation within the evidence time, and is in no case yet."""
    if turn.is_first:
        return
    taken = select(CaseEvent.id).where(CaseEvent.message_id == Message.id)
    sent = select(Message.id).where(
        Message.conversation_id == turn.conversation.id,
        Message.direction == Direction.IN,
        Message.kind.in_(EVIDENCE),
        Message.created_at >= opening.created_at - turn.house.evidence,
        Message.created_at <= opening.created_at + turn.house.evidence,
        Message.id != opening.id,
        ~taken.exists(),
    )
    for message_id in await turn.session.scalars(
        sent.order_by(Message.id), execution_options={"autoflush": False}
    ):
        turn.session.add(
            CaseEvent(case_id=case.id, step=CaseStep.MESSAGE, message_id=message_id, at=turn.now)
        )


def reference(case_id: int) -> str:
    """The number by which customers and staff speak of a case, such as HF-000123."""
    return f"HF-{case_id:06d}"


def case_reference(case: Case) -> str:
    """The reference of a stored case."""
    return case.reference or reference(case.id)


async def add_step(
    turn: Turn, case: Case, step: CaseStep, message: Message | None = None, detail: str | None = None
) -> None:
    """Add a step to the history of a case."""
    turn.session.add(
        CaseEvent(
            case_id=case.id,
            step=step,
            detail=detail,
            message_id=message.id if message else None,
            at=turn.now,
        )
    )


async def change_kind(turn: Turn, case: Case, kind: CaseKind, message: Message) -> None:
    """Let a case be of another kind, as a message has shown, and note it in its history."""
    case.kind = kind
    await add_step(turn, case, CaseStep.KIND, message, kind.value)


async def note_aspect(turn: Turn, message: Message, aspects: Sequence[Aspect]) -> None:
    """Keep what a message speaks of with the case that it has opened, if it has."""
    if not aspects or turn.conversation.matter_id is None:
        return
    case = await turn.session.get(Case, turn.conversation.matter_id)
    if case is not None and case.message_id == message.id:
        case.aspect = aspects[0]


async def note_order_number(turn: Turn, case: Case, order_number: str, message: Message) -> None:
    """Keep the order or booking number with the case."""
    case.order_number = order_number
    await add_step(turn, case, CaseStep.ORDER_NUMBER, message, order_number)


async def noted_order_number(turn: Turn, message: Message) -> str | None:
    """The order number that was taken from this message, if one was."""
    number: str | None = await turn.session.scalar(
        select(CaseEvent.detail).where(
            CaseEvent.message_id == message.id, CaseEvent.step == CaseStep.ORDER_NUMBER
        )
    )
    return number


async def open_case_here(turn: Turn, *kinds: CaseKind) -> Case | None:
    """The newest open case that this conversation is about, of one of these kinds (of any, if none is named).

    That may be a case of an earlier conversation that the customer spoke of in this one.
    """
    talk = turn.conversation
    for case in await recent_cases(turn):
        is_here = case.conversation_id == talk.id or case.id == talk.matter_id
        if is_here and case.status in OPEN_STATUSES and (not kinds or case.kind in kinds):
            talk.matter_id = case.id
            return case
    return None


async def open_cases(turn: Turn) -> list[Case]:
    """All open cases of the customer, oldest first."""
    statement = select(Case).where(Case.customer_id == turn.customer.id, Case.status.in_(OPEN_STATUSES))
    return list(await turn.session.scalars(statement.order_by(Case.id)))
