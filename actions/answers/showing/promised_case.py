"""The case behind an answer that says by when a person comes back to the customer."""

from datetime import datetime

from actions.cases.opening import add_step, open_case, open_case_here
from actions.turn.turn import Turn
from store.models.cases import Case, CaseKind, CaseStep
from store.models.conversations import Message


async def case_promised(turn: Turn, question: Message | None) -> Case:
    """Open a case with the question, or add it to the one of this talk."""
    case = await open_case_here(turn, CaseKind.INQUIRY, CaseKind.HUMAN)
    if case is None:
        return await open_case(turn, CaseKind.INQUIRY, question)
    if question is not None:
        await add_step(turn, case, CaseStep.MESSAGE, question)
    return case


def due_of(turn: Turn, case: Case) -> datetime | None:
    """Return when a case is due; None where that is over, so that another time is promised."""
    return case.due_at if case.due_at is not None and case.due_at > turn.now else None
