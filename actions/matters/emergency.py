"""What cannot wait: a case of high priority at once, and staff alerted wherever they look."""

from sqlalchemy import select

from actions.cases.alerts import URGENT, alert
from actions.cases.opening import case_reference, open_case
from actions.cases.reopening import reopen_case
from actions.matters.burst import note_said
from actions.matters.danger import Danger, danger_in
from actions.matters.receipts import add_to_case
from actions.matters.situation import Said
from actions.settings.replies import Reply
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from store.models.cases import Case, CaseEvent, CaseKind, Priority
from store.models.conversations import Awaited, Message

ADVICE = {Danger.PEOPLE: Reply.URGENT_PEOPLE, Danger.MONEY: Reply.URGENT_MONEY}


async def alert_of_emergency(turn: Turn, here: Case | None, message: Message, intent: Intent | None) -> Case:
    """Open an urgent case, or make the one that is spoken of urgent, and alert staff of it once."""
    case = here
    if case is None:
        kind = CaseKind.INQUIRY if intent is Intent.INQUIRY else CaseKind.COMPLAINT
        case = await open_case(turn, kind, message, priority=Priority.HIGH)
    else:
        await add_to_case(turn, case, message)
    turn.conversation.matter_id = case.id
    if turn.conversation.awaited is Awaited.ORDER_NUMBER:
        turn.conversation.awaited = turn.conversation.awaited_for = None
    if not case.is_urgent:
        case.is_urgent, case.priority = True, Priority.HIGH
        await alert(turn.session, URGENT, Reply.STAFF_URGENT, case, turn.now, turn.house)
    return case


async def help_at_once(turn: Turn, here: Case | None, message: Message, intent: Intent | None) -> None:
    """Alert staff, say that they were alerted, and what to do until someone comes; once for each case."""
    was_told = here is not None and here.is_urgent
    case = await alert_of_emergency(turn, here, message, intent)
    note_said(turn, Said.MATTER)
    if was_told:
        return
    numbers = turn.house.emergency
    await turn.say(
        turn.text(
            ADVICE[danger_in(message.text or "")],
            reference=case_reference(case),
            medical=numbers.medical,
            fire=numbers.fire,
            police=numbers.police,
        )
    )


async def help_again(turn: Turn, closed: Case, message: Message, intent: Intent | None) -> None:
    """Open a closed case again, and help at once as if it were the first time."""
    await reopen_case(turn, closed, None, alert_staff=False)
    closed.is_urgent = False
    await help_at_once(turn, closed, message, intent)


async def is_in_urgent_case(turn: Turn, message: Message) -> bool:
    """Return whether staff were alerted of this message already, or of the case that it belongs to."""
    urgent = (
        select(Case.id)
        .join(CaseEvent, CaseEvent.case_id == Case.id)
        .where(CaseEvent.message_id == message.id, Case.is_urgent)
    )
    return await turn.session.scalar(urgent.limit(1)) is not None
