"""Where the model is not sure, three buttons ask the customer, and the choice is kept as a label."""

from sqlalchemy import select

from actions.intents import HANDLERS
from actions.settings.replies import Reply
from actions.turn.incoming import ButtonPressed, Forged
from actions.turn.turn import Turn
from nlu.contract.labels import MAIN_INTENTS, Intent
from store.models.conversations import Conversation, Message
from store.queues.outbox import Button

PREFIX = "i:"
NAMES = {
    Intent.INQUIRY: Reply.INTENT_INQUIRY,
    Intent.COMPLAINT: Reply.INTENT_COMPLAINT,
    Intent.PRAISE: Reply.INTENT_PRAISE,
}


async def ask_intent(turn: Turn, message: Message) -> None:
    """Ask which of the three it is."""
    row = tuple(Button(turn.text(NAMES[intent]), f"{PREFIX}{message.id}:{intent}") for intent in MAIN_INTENTS)
    await turn.say(turn.text(Reply.UNCLEAR), (row,))


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
    await HANDLERS[intent](turn, message)


async def _asked(turn: Turn, data: str) -> tuple[Message, Intent]:
    number, _, name = data.removeprefix(PREFIX).partition(":")
    if not (number.isascii() and number.isdigit() and len(number) < 19 and name in {*MAIN_INTENTS}):
        raise Forged(data)
    message = await turn.session.scalar(
        select(Message)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(Message.id == int(number), Conversation.customer_id == turn.customer.id)
    )
    if message is None:
        raise Forged(data)
    return message, Intent(name)
