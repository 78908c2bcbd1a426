"""An inquiry opens a case and is told when a person will answer."""

from actions.cases.opening import add_step, case_reference, note_order_number, open_case, open_case_here
from actions.settings.replies import Reply
from actions.turn.promise import promised_time
from actions.turn.references import find_order_number
from actions.turn.turn import Turn
from store.models.cases import CaseKind, CaseStep
from store.models.conversations import Message


async def inquire(turn: Turn, message: Message) -> None:
    """Open a case, or add a follow-up question to the inquiry of this conversation."""
    case = await open_case_here(turn, CaseKind.INQUIRY, CaseKind.HUMAN)
    reply = Reply.INQUIRY_ADDED
    if case is None:
        case = await open_case(turn, CaseKind.INQUIRY, message)
        reply = Reply.INQUIRY
    else:
        await add_step(turn, case, CaseStep.MESSAGE, message)
    order_number = find_order_number(message.text or "")
    if order_number is not None and case.order_number is None:
        await note_order_number(turn, case, order_number, message)
    await turn.say(turn.text(reply, reference=case_reference(case), due=promised_time(turn, case.due_at)))
