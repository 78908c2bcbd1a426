"""Words from a customer: the answer to something that was asked, or a message to be understood."""

from actions.cases import known_as, note_order_number
from actions.disposition import Disposition
from actions.intents import HANDLERS
from actions.labelling import label
from actions.order_number import LONGEST_ANSWER, read_order_number
from actions.replies import Reply
from actions.surveys import typed
from actions.surveys.answers import comment, is_comment
from actions.surveys.recovery import recover_from_comment
from actions.turn import Turn
from actions.unclear import ask_intent
from actions.understanding import NotUnderstood, Reading, Why
from nlu.labels import Intent
from nlu.understanding import Understanding
from store.models.cases import Case
from store.models.conversations import Awaited, Message, Mode, Understood


async def listen(turn: Turn, message: Message, reading: Reading) -> Disposition:
    """Act on a message with words.

    An answer that was waited for is taken at once; its label may follow when the NLU server is back.
    """
    is_repeated = message.understood is Understood.PENDING
    if not is_repeated and await typed.take(turn, message):
        return Disposition.DONE  # an unmistakable answer needs no model
    taken = await is_comment(turn, message) if is_repeated else await _take_answer(turn, message)
    match reading:
        case NotUnderstood(why=Why.UNAVAILABLE):
            await _set_aside(turn, message, silently=is_repeated or taken)
            return Disposition.WAITING
        case NotUnderstood(why=Why.ODD_ANSWER):
            message.understood = Understood.FAILED
            if not taken:
                await _respond(turn, message, None)
        case Understanding():
            intent = label(message, reading, turn.house.confidence)
            await (_follow_up(turn, message, intent) if taken else _respond(turn, message, intent))
    return Disposition.DONE


async def _set_aside(turn: Turn, message: Message, *, silently: bool) -> None:
    message.understood = Understood.PENDING
    if not silently and turn.conversation.mode is Mode.BOT:
        await turn.say(turn.text(Reply.NOT_YET))


async def _respond(turn: Turn, message: Message, intent: Intent | None) -> None:
    if turn.conversation.mode is Mode.STAFF:
        return  # a person answers
    if intent is None:
        await ask_intent(turn, message)
        return
    await HANDLERS[intent](turn, message)


async def _follow_up(turn: Turn, message: Message, intent: Intent | None) -> None:
    """A comment has been thanked for already; a grievance or question in it is acted on all the same."""
    if intent not in (Intent.COMPLAINT, Intent.INQUIRY) or not await is_comment(turn, message):
        return
    if intent is Intent.COMPLAINT and await recover_from_comment(turn, message):
        return
    await _respond(turn, message, intent)


async def _take_answer(turn: Turn, message: Message) -> bool:
    match turn.conversation.awaited:
        case Awaited.SURVEY_TEXT:
            return await comment(turn, message)
        case Awaited.ORDER_NUMBER:
            return await _take_order_number(turn, message)
        case None:
            return False


async def _take_order_number(turn: Turn, message: Message) -> bool:
    """Take a short answer that holds a number; anything longer is a message of its own."""
    text = message.text or ""
    number = read_order_number(text) if len(text) <= LONGEST_ANSWER else None
    case = await turn.session.get(Case, turn.conversation.awaited_for)
    if number is None or case is None:
        return False
    turn.conversation.awaited = None
    turn.conversation.awaited_for = None
    await note_order_number(turn, case, number, message)
    await turn.say(turn.text(Reply.ORDER_NOTED, order=number, reference=known_as(case)))
    return True
