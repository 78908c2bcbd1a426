"""Adding a message to an open case, with a receipt or without."""

from actions.cases.opening import add_step, case_reference, note_order_number
from actions.matters.burst import note_said
from actions.matters.situation import Said
from actions.settings.replies import Reply
from actions.turn.references import find_order_number, phone_alone
from actions.turn.turn import Turn
from store.models.cases import Case, CaseKind, CaseStep
from store.models.conversations import Message


async def add_to_case(turn: Turn, case: Case, message: Message) -> None:
    """Add a message to a case, with the order number that it names."""
    await add_step(turn, case, CaseStep.MESSAGE, message)
    turn.conversation.matter_id = case.id
    number = find_order_number(message.text or "")
    if number is not None and case.order_number is None:
        await note_order_number(turn, case, number, message)


async def add_with_receipt(turn: Turn, case: Case, message: Message) -> None:
    """Add a message to a case and say so; of a phone number, say its last digits."""
    await add_to_case(turn, case, message)
    note_said(turn, Said.MATTER)
    reference = case_reference(case)
    if (phone := phone_alone(message.text or "")) is not None:
        await turn.say(turn.text(Reply.PHONE_NOTED, last=phone[-4:], reference=reference))
    else:
        await turn.say(turn.text(Reply.MATTER_ADDED, reference=reference))


async def add_quietly(turn: Turn, case: Case, message: Message, *, is_complaint: bool) -> None:
    """Add a further line of a burst without words; what turns out to be a complaint becomes one."""
    await add_to_case(turn, case, message)
    if is_complaint and case.kind is CaseKind.INQUIRY:
        case.kind = CaseKind.COMPLAINT
        await add_step(turn, case, CaseStep.KIND, message, case.kind.value)
