"""Messages whose meaning is not known: a question in words, then buttons; the choice is kept as a label."""

from sqlalchemy import select

from actions.cases.opening import add_step, change_kind
from actions.intents import HANDLERS
from actions.matters.burst import note_said
from actions.matters.situation import Said
from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Turn
from nlu.contract.labels import MAIN_INTENTS, Intent
from store.models.cases import OPEN_STATUSES, Case, CaseKind, CaseStep, Priority
from store.models.conversations import Awaited, Conversation, Direction, Message
from store.queues.button import Button

PREFIX = "i:"
NAMES = {
    Intent.INQUIRY: Reply.INTENT_INQUIRY,
    Intent.COMPLAINT: Reply.INTENT_COMPLAINT,
    Intent.PRAISE: Reply.INTENT_PRAISE,
    Intent.HUMAN: Reply.INTENT_HUMAN,
}
KINDS = {
    Intent.INQUIRY: CaseKind.INQUIRY,
    Intent.COMPLAINT: CaseKind.COMPLAINT,
    Intent.HUMAN: CaseKind.HUMAN,
}


async def ask_in_words(turn: Turn, message: Message, reply: Reply, **values: object) -> None:
    """Ask what it is about, and wait for the answer."""
    wait_for_meaning(turn, message)
    note_said(turn, Said.QUESTION)
    if turn.conversation.awaited is None:
        turn.conversation.awaited, turn.conversation.awaited_for = Awaited.MATTER, message.id
    await turn.say(turn.text(reply, **values))


async def ask_with_buttons(turn: Turn, message: Message) -> None:
    """Ask which of the kinds it is."""
    wait_for_meaning(turn, message)
    note_said(turn, Said.BUTTONS)
    buttons = [Button(turn.text(name), f"{PREFIX}{message.id}:{intent}") for intent, name in NAMES.items()]
    size = len(MAIN_INTENTS)
    await turn.say(turn.text(Reply.UNCLEAR), (tuple(buttons[:size]), tuple(buttons[size:])))


def wait_for_meaning(turn: Turn, message: Message) -> None:
    """Keep in mind that the meaning of this message is not known; see `untapped`."""
    talk = turn.conversation
    if talk.unclear_since is None:
        talk.unclear_from, talk.unclear_since = message.id, turn.now


async def take_into(turn: Turn, case: Case, until: Message | None = None) -> None:
    """Add the messages that were not understood to the case that they turned out to belong to."""
    talk = turn.conversation
    if talk.unclear_from is not None:
        known = select(Case.message_id).where(Case.id == case.id)
        unclear = select(Message).where(
            Message.conversation_id == talk.id,
            Message.direction == Direction.IN,
            Message.id >= talk.unclear_from,
            Message.id.not_in(known),
            Message.sure.is_not(True),
        )
        for each in await turn.session.scalars(unclear.order_by(Message.id)):
            if until is None or each.id < until.id:
                await add_step(turn, case, CaseStep.MESSAGE, each)
    forget_unclear(turn)


def forget_unclear(turn: Turn) -> None:
    """Wait no more for the meaning of a message."""
    talk = turn.conversation
    talk.unclear_from = talk.unclear_since = None
    if talk.awaited is Awaited.MATTER:
        talk.awaited = talk.awaited_for = None


async def choose_intent(turn: Turn, pressed: ButtonPressed) -> None:
    """Take the customer's choice as a label and act on it, once.

    Raises:
        Forged: this customer was not asked so.
    """
    message, intent = await _asked(turn, pressed.data)
    if message.chosen_intent is not None:
        await turn.answer_tap(pressed.tap_id, turn.text(Reply.BUTTON_STALE))
        return
    message.chosen_intent = intent
    await turn.answer_tap(pressed.tap_id)
    await turn.edit(pressed.message_id, turn.text(Reply.UNCLEAR_CHOSEN, intent=turn.text(NAMES[intent])))
    opened = await _opened_meanwhile(turn, message)
    if opened is not None and intent in KINDS:
        await _name_kind(turn, opened, message, intent)
        return
    await HANDLERS[intent](turn, message)
    case = await turn.session.get(Case, turn.conversation.matter_id) if intent in KINDS else None
    if case is not None:
        await take_into(turn, case)
    forget_unclear(turn)


async def _opened_meanwhile(turn: Turn, message: Message) -> Case | None:
    """The case that was opened for staff because no button was pressed for long."""
    case: Case | None = await turn.session.scalar(
        select(Case).where(
            Case.conversation_id == message.conversation_id,
            Case.kind == CaseKind.UNCLEAR,
            Case.status.in_(OPEN_STATUSES),
        )
    )
    return case


async def _name_kind(turn: Turn, case: Case, message: Message, intent: Intent) -> None:
    """Let the choice name the kind of the case that staff look at already."""
    await change_kind(turn, case, KINDS[intent], message)
    if intent is Intent.HUMAN:
        case.priority = Priority.HIGH
    turn.conversation.matter_id = case.id


async def _asked(turn: Turn, data: str) -> tuple[Message, Intent]:
    number, _, name = data.removeprefix(PREFIX).partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 19 and name in {*NAMES}):
        raise Forged(data)
    message = await turn.session.scalar(
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id == int(number), Conversation.customer_id == turn.customer.id)
    )
    if message is None:
        raise Forged(data)
    return message, Intent(name)
