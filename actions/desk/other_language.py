"""Words in a language that Huifang does not speak: a person gets them, and the customer is told so once."""

from actions.cases.opening import add_step, case_reference, open_case, open_case_here
from actions.settings.replies import Reply
from actions.turn.promise import promised_time
from actions.turn.text_language import read_language
from actions.turn.turn import Turn
from nlu.contract.labels import Language
from store.models.cases import Case, CaseKind, CaseStep, Priority
from store.models.conversations import Awaited, Message, Mode

# Both are said, since we do not know which of ours the customer can read.
SAID_IN = (Language.EN, Language.ZH)


async def hand_over_other_language(turn: Turn, message: Message) -> bool:
    """Give words of another language to staff; False where they are in one of ours, or none.

    The first message of the matter opens a case and is answered; what follows is added without more words.
    A comment that a survey waits for may be in any language.
    """
    if turn.conversation.mode is Mode.STAFF or turn.conversation.awaited is Awaited.SURVEY_TEXT:
        return False
    found = read_language(message.text or "", turn.customer.language_code)
    if found is None or not found.is_clear or found.spoken is not None:
        return False
    running = await open_case_here(turn)
    if running is not None:
        await add_step(turn, running, CaseStep.MESSAGE, message)
        return True
    case = await open_case(turn, CaseKind.HUMAN, message, priority=Priority.HIGH)
    await turn.say("\n\n".join(_said(turn.speaking(language), case) for language in SAID_IN))
    return True


def _said(turn: Turn, case: Case) -> str:
    due = promised_time(turn, case.due_at)
    return turn.text(Reply.OTHER_LANGUAGE, reference=case_reference(case), due=due)
