"""A customer who wants a person gets one: a case that staff see at once."""

from actions.cases.opening import add_step, case_reference, open_case, open_case_here
from actions.settings.replies import Reply
from actions.turn.promise import promised_time
from actions.turn.turn import Turn
from store.models.cases import Case, CaseKind, CaseStep, Priority
from store.models.conversations import Message


async def ask_for_human(turn: Turn, message: Message) -> None:
    """Open a separate case, unless the customer has already asked in this conversation.

    The case in which they asked may be a complaint by now; like all that press, it has a high priority.
    """
    case = await open_case_here(turn, CaseKind.HUMAN) or await _pressing(turn)
    if case is None:
        case = await open_case(turn, CaseKind.HUMAN, message, priority=Priority.HIGH)
    else:
        await add_step(turn, case, CaseStep.MESSAGE, message)
    await turn.say(
        turn.text(Reply.HUMAN, reference=case_reference(case), due=promised_time(turn, case.due_at))
    )


async def _pressing(turn: Turn) -> Case | None:
    case = await open_case_here(turn, CaseKind.COMPLAINT)
    return case if case is not None and case.priority is Priority.HIGH else None
