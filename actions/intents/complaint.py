"""A complaint is apologised for, gets a number and a promised time, and at most one question."""

from collections.abc import Iterator

from actions.cases.opening import (
    add_step,
    case_reference,
    change_kind,
    note_order_number,
    open_case,
    open_case_here,
)
from actions.settings.replies import Reply
from actions.turn.promise import promised_time
from actions.turn.references import find_order_number
from actions.turn.turn import Turn
from store.models.cases import Case, CaseKind, CaseStep
from store.models.conversations import Awaited, Message


async def complain(turn: Turn, message: Message) -> None:
    """Take a complaint, and say so."""
    await turn.say("\n\n".join(await take_complaint(turn, message)))


async def take_complaint(turn: Turn, message: Message) -> tuple[str, ...]:
    """Open a case, or add to the complaint that this conversation is already about.

    A customer who has asked for a person is invited to describe the matter: that case becomes the complaint.
    Return what to say: the receipt, then what is said or asked about the order number.
    """
    running = await open_case_here(turn, CaseKind.COMPLAINT, CaseKind.RECOVERY)
    case = running or await _described(turn, message) or await open_case(turn, CaseKind.COMPLAINT, message)
    if running is not None:
        await add_step(turn, case, CaseStep.MESSAGE, message)
    order_number = find_order_number(message.text or "")
    if order_number is not None and case.order_number is None:
        await note_order_number(turn, case, order_number, message)
    return tuple(_answer(turn, case, is_new=running is None))


async def _described(turn: Turn, message: Message) -> Case | None:
    """Make the case of a customer who wants a person the complaint that is told now; None without such."""
    case = await open_case_here(turn, CaseKind.HUMAN)
    if case is None:
        return None
    await add_step(turn, case, CaseStep.MESSAGE, message)
    await change_kind(turn, case, CaseKind.COMPLAINT, message)
    return case


def _answer(turn: Turn, case: Case, *, is_new: bool) -> Iterator[str]:
    """Yield the receipt, and what is said or asked about the order number."""
    due = promised_time(turn, case.due_at)
    if not is_new:
        yield turn.text(Reply.COMPLAINT_ADDED, reference=case_reference(case), due=due)
        return
    yield turn.text(Reply.COMPLAINT, reference=case_reference(case), due=due)
    if case.order_number is not None:
        yield turn.text(Reply.COMPLAINT_WITH_ORDER, order=case.order_number)
        return
    # A survey's open comment is waited for first; a second question would be one too many.
    if turn.conversation.awaited is None:
        turn.conversation.awaited = Awaited.ORDER_NUMBER
        turn.conversation.awaited_for = case.id
        yield turn.text(Reply.COMPLAINT_ASK_ORDER)
