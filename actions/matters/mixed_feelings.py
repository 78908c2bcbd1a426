"""A message that praises and complains: the praise is thanked for, and the shortcoming is a case."""

from actions.cases.opening import case_reference, open_case
from actions.matters.burst import note_said
from actions.matters.receipts import add_to_case
from actions.matters.situation import Said
from actions.settings.replies import Reply
from actions.turn.promise import promised_time
from actions.turn.turn import Turn
from store.models.cases import Case, CaseKind
from store.models.conversations import Message


async def thank_and_open(turn: Turn, here: Case | None, message: Message) -> None:
    """Thank for the praise, and open a case for the shortcoming or add it to the open complaint."""
    case = here
    if case is None or case.kind not in (CaseKind.COMPLAINT, CaseKind.RECOVERY):
        case = await open_case(turn, CaseKind.COMPLAINT, message)
    else:
        await add_to_case(turn, case, message)
    turn.conversation.matter_id = case.id
    note_said(turn, Said.MATTER)
    note_said(turn, Said.THANKS)
    due = promised_time(turn, case.due_at)
    await turn.say(turn.text(Reply.MIXED, reference=case_reference(case), due=due))
