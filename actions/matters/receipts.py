"""Adding a message to an open case, with a receipt or without."""

from sqlalchemy import select

from actions.cases.opening import add_step, case_reference, change_kind, note_order_number
from actions.matters.burst import note_said
from actions.matters.situation import Said
from actions.settings.replies import Reply
from actions.turn.reaction import Reaction
from actions.turn.references import find_order_number, phone_alone
from actions.turn.turn import Turn
from nlu.contract.labels import Intent
from store.models.cases import Case, CaseKind, CaseStep
from store.models.conversations import Direction, Message, MessageKind
from store.queues import unsent


async def add_to_case(turn: Turn, case: Case, message: Message) -> None:
    """Add a message to a case, with the order number that it names."""
    await add_step(turn, case, CaseStep.MESSAGE, message)
    turn.conversation.matter_id = case.id
    number = find_order_number(message.text or "")
    if number is not None and case.order_number is None:
        await note_order_number(turn, case, number, message)


async def add_with_receipt(turn: Turn, case: Case, message: Message) -> None:
    """Add a message to a case and say so; of a phone number, say its last digits."""
    await add_to_case(turn, case, message)
    note_said(turn, Said.MATTER)
    reference = case_reference(case)
    if (phone := phone_alone(message.text or "")) is not None:
        await turn.say(turn.text(Reply.PHONE_NOTED, last=phone[-4:], reference=reference))
    else:
        await turn.say(turn.text(Reply.MATTER_ADDED, reference=reference))


async def add_quietly(turn: Turn, case: Case, message: Message, intent: Intent | None) -> None:
    """Add a further line of a burst without a message; what turns out to be a complaint becomes one.

    Of a question beside a complaint, the receipt says too that it will be answered.
    """
    await add_to_case(turn, case, message)
    if intent is Intent.COMPLAINT and case.kind is CaseKind.INQUIRY:
        await change_kind(turn, case, CaseKind.COMPLAINT, message)
    await turn.react(message, Reaction.SEEN)
    if intent is Intent.INQUIRY and case.kind is CaseKind.COMPLAINT:
        await _add_to_receipt(turn, turn.text(Reply.QUESTION_ADDED))


async def _add_to_receipt(turn: Turn, words: str) -> None:
    """Add words to the bot's last message, once; nothing while that is being sent, or if it has a file."""
    own = (Message.direction == Direction.OUT) & Message.staff_id.is_(None)
    newest = (
        select(Message)
        .where(Message.conversation_id == turn.conversation.id, own)
        .order_by(Message.id.desc())
        .limit(1)
    )
    receipt = await turn.session.scalar(newest)
    if receipt is None or receipt.kind is not MessageKind.TEXT or receipt.text is None:
        return
    added = turn.shown(words)
    if added in receipt.text:
        return
    text = f"{receipt.text}\n\n{added}"
    if not await unsent.reword(turn.session, receipt.id, text):
        if receipt.telegram_message_id is None:
            return
        await turn.edit(receipt.telegram_message_id, text)
    receipt.text = text
