"""An edited message is a revision of what was said, and opens nothing twice."""

from dataclasses import dataclass

from sqlalchemy import select

from actions.answers.showing.question_search import NOT_SEARCHED, SearchedQuestion
from actions.cases.opening import note_aspect
from actions.desk.messages import ASKS_FOR_MORE, act_on_intent
from actions.matters.withdrawal import ask_to_withdraw
from actions.settings.replies import Reply
from actions.surveys.asking import typed
from actions.turn.incoming import Disposition, TextEdited
from actions.turn.reading import NotUnderstood, Reading, Why, record_understanding
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from nlu.contract.understanding import Understanding
from store.models.cases import OPEN_STATUSES, Case
from store.models.conversations import Conversation, Direction, Message, Mode, Revision, Understood

CONTENT = (Intent.PRAISE, Intent.THANKS, Intent.WITHDRAW)


@dataclass(frozen=True, slots=True)
class _Before:
    """What a message was before its edit; `intent` is what was acted on, if anything was."""

    was_unclear: bool
    intent: Intent | None


@dataclass(frozen=True, slots=True)
class _Edited:
    """What a message is after its edit; `intent` is None where the model is not sure."""

    reading: Understanding
    intent: Intent | None
    before: _Before
    searched: SearchedQuestion


async def find_edited(turn: Turn, edited: TextEdited) -> Message | None:
    """The message that was edited; None where it was sent before Huifang listened."""
    message: Message | None = await turn.session.scalar(
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.telegram_message_id == edited.message_id,
            Message.address == edited.origin.address,
            Message.direction == Direction.IN,
            Conversation.customer_id == turn.customer.id,
        )
        .order_by(Message.id.desc())
        .limit(1)
    )
    return message


async def revise(
    turn: Turn,
    message: Message,
    text: str,
    reading: Reading,
    searched: SearchedQuestion = NOT_SEARCHED,
) -> Disposition:
    """Keep the earlier wording and take over the new one, with its label as soon as there is one."""
    before = _Before(
        _is_unclear(message), message.chosen_intent or (message.intent if message.sure else None)
    )
    if message.text != text:
        turn.session.add(Revision(message_id=message.id, text=message.text or "", replaced_at=turn.now))
        message.text = text
    await typed.revise(turn, message)
    match reading:
        case NotUnderstood(why=Why.UNAVAILABLE):
            message.understood = Understood.PENDING
            return Disposition.WAITING
        case NotUnderstood():
            message.understood = Understood.FAILED
        case Understanding():
            intent = record_understanding(message, reading, turn.house.confidence)
            await _respond(turn, message, _Edited(reading, intent, before, searched))
    return Disposition.DONE


def _is_unclear(message: Message) -> bool:
    """Whether the customer was asked what the message is, and has not chosen yet."""
    return message.sure is False and message.chosen_intent is None


async def _respond(turn: Turn, message: Message, edited: _Edited) -> None:
    """Do what the message asks for now, unless it was done before the edit.

    A complaint that becomes praise or thanks asks whether its case may be closed.
    """
    intent, before = edited.intent, edited.before
    if turn.conversation.mode is Mode.STAFF:
        return
    case = await _opened_by(turn, message) if intent in CONTENT else None
    if case is not None:
        await ask_to_withdraw(turn, case, message)
        return
    asks_for_more = intent in ASKS_FOR_MORE and before.intent not in ASKS_FOR_MORE
    if intent is not None and (before.was_unclear or asks_for_more):
        await act_on_intent(turn, message, edited.reading, intent, edited.searched)
        await note_aspect(turn, message, edited.reading.aspects)
        return
    await turn.say(turn.text(Reply.EDITED))


async def _opened_by(turn: Turn, message: Message) -> Case | None:
    """The open case that this message opened."""
    opened = select(Case).where(Case.message_id == message.id, Case.status.in_(OPEN_STATUSES))
    case: Case | None = await turn.session.scalar(opened)
    return case
