"""Words from a customer: the answer to something that was asked, or a message to be understood."""

from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.cases.opening import add_step, case_reference, note_aspect, note_order_number, noted_order_number
from actions.desk.other_language import hand_over_other_language
from actions.matters.danger import endangers_people, names_harm
from actions.matters.emergency import is_in_urgent_case
from actions.matters.talk import respond
from actions.settings.replies import Reply
from actions.surveys.asking import typed
from actions.surveys.asking.loose_words import stay_with_question
from actions.surveys.asking.low_score import recover_from_comment
from actions.surveys.asking.taps_on_answers import comment, is_comment
from actions.turn.incoming import Disposition
from actions.turn.reading import NotUnderstood, Reading, Why, drop_label, is_sure, record_understanding
from actions.turn.references import LONGEST_ANSWER, is_number_alone, phone_alone, read_order_number, says_more
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from nlu.contract.understanding import Understanding
from store.models.cases import OPEN_STATUSES, Case, CaseStep
from store.models.conversations import Awaited, Message, Mode, Understood

PRESSING = (Intent.HUMAN, Intent.OPT_OUT, Intent.WITHDRAW)
ASKS_FOR_MORE = (Intent.COMPLAINT, Intent.INQUIRY, Intent.HUMAN)


async def handle_message(
    turn: Turn, message: Message, reading: Reading, searched: SearchedQuestion = NOT_SEARCHED
) -> Disposition:
    """Act on a message with words.

    An answer that was waited for is taken at once; its label may follow when the NLU server is back. A
    customer who surely wants a person, or no more questions, has not answered.
    """
    is_repeated = message.understood is Understood.PENDING
    if not is_repeated and await _needs_no_model(turn, message):
        drop_label(message)
        return Disposition.DONE
    if is_repeated:
        taken = await is_comment(turn, message) or await noted_order_number(turn, message) is not None
    else:
        taken = not _leaves_question(turn, message, reading) and await _take_answer(turn, message)
    match reading:
        case NotUnderstood(why=Why.UNAVAILABLE):
            await _set_aside(turn, message, silently=is_repeated or taken)
            return Disposition.WAITING
        case NotUnderstood(why=Why.ODD_ANSWER):
            message.understood = Understood.FAILED
            if not taken:
                await respond(turn, message, None, None)
        case Understanding():
            intent = record_understanding(message, reading, turn.house.confidence)
            if is_repeated and await is_in_urgent_case(turn, message):
                return Disposition.DONE
            stays = not (taken or is_repeated or reading.urgent)
            taken = taken or (stays and await typed.take_with_words(turn, message))
            if not taken and stays and await stay_with_question(turn, message, intent):
                return Disposition.DONE
            if taken:
                await _follow_up(turn, message, reading, intent)
            else:
                await respond(turn, message, reading, intent, searched)
            await note_aspect(turn, message, reading.aspects)
    return Disposition.DONE


async def _needs_no_model(turn: Turn, message: Message) -> bool:
    """Take an unmistakable answer, or leave a text in another language to a person."""
    return await typed.take(turn, message) or await hand_over_other_language(turn, message)


def _leaves_question(turn: Turn, message: Message, reading: Reading) -> bool:
    """Whether the words are surely about something more pressing than what was asked.

    A number with hardly a word beside it is what was asked for, unless the words name a danger.
    """
    text = message.text or ""
    if not isinstance(reading, Understanding):
        return names_harm(text)
    if is_number_alone(text) and not endangers_people(text):
        return False
    return reading.urgent or (reading.intent in PRESSING and is_sure(reading, turn.house.confidence))


async def _set_aside(turn: Turn, message: Message, *, silently: bool) -> None:
    """Keep a message until it can be read, and say so; what names harm to people does not wait for that."""
    message.understood = Understood.PENDING
    if silently:
        return
    if names_harm(message.text or ""):
        await respond(turn, message, None, None)
    elif turn.conversation.mode is Mode.BOT:
        await turn.say(turn.text(Reply.NOT_YET))


async def _follow_up(turn: Turn, message: Message, reading: Understanding, intent: Intent | None) -> None:
    """An answer in words has been thanked for already; what it asks for besides is done all the same."""
    text = message.text or ""
    if intent not in ASKS_FOR_MORE and (is_number_alone(text) or not reading.urgent):
        return
    order_number = await noted_order_number(turn, message)
    if order_number is not None and not says_more(text, order_number):
        return
    await act_on_intent(turn, message, reading, intent)


async def act_on_intent(
    turn: Turn,
    message: Message,
    reading: Understanding,
    intent: Intent | None,
    searched: SearchedQuestion = NOT_SEARCHED,
) -> None:
    """Do what a message asks for. An angry comment is for those who look after low scores."""
    if intent is Intent.COMPLAINT and await recover_from_comment(turn, message):
        return
    await respond(turn, message, reading, intent, searched)


async def _take_answer(turn: Turn, message: Message) -> bool:
    match turn.conversation.awaited:
        case Awaited.SURVEY_TEXT:
            return await comment(turn, message)
        case Awaited.ORDER_NUMBER:
            return await _take_order_number(turn, message)
        case _:
            return False  # what it is about, yes and no: the state of the talk decides


async def _take_order_number(turn: Turn, message: Message) -> bool:
    """Take a short answer that holds a number; anything longer is a separate message."""
    case = await turn.session.get(Case, turn.conversation.awaited_for)
    if case is None or case.status not in OPEN_STATUSES:
        turn.conversation.awaited = turn.conversation.awaited_for = None
        return False
    text = message.text or ""
    number = read_order_number(text) if len(text) <= LONGEST_ANSWER else None
    if number is None:
        return await _take_phone(turn, case, message)
    turn.conversation.awaited = turn.conversation.awaited_for = None
    await note_order_number(turn, case, number, message)
    await turn.say(turn.text(Reply.ORDER_NOTED, order=number, reference=case_reference(case)))
    return True


async def _take_phone(turn: Turn, case: Case, message: Message) -> bool:
    """Keep a phone number that is the whole answer, and say its last digits; the question stands."""
    phone = phone_alone(message.text or "")
    if phone is None:
        return False
    await add_step(turn, case, CaseStep.MESSAGE, message)
    await turn.say(turn.text(Reply.PHONE_NOTED, last=phone[-4:], reference=case_reference(case)))
    return True
