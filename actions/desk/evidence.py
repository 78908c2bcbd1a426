"""Photos, voice, files, places and stickers are kept with the case and acknowledged."""

from sqlalchemy import select

from actions.cases.opening import add_step, case_reference, open_case_here
from actions.customers.phone_proof import take_phone
from actions.desk.held_reply import hold
from actions.settings.replies import Reply
from actions.turn.turn import Turn
from store.models.cases import CaseStep
from store.models.conversations import Message, MessageKind, Mode


async def keep_attachment(turn: Turn, message: Message) -> None:
    """Add an attachment without words to the open case, if there is one, and say so.

    Where words may follow at once, such as with the next item of an album, the answer is held for a moment.
    A contact that proves the customer number is no evidence.
    """
    if await take_phone(turn, message):
        return
    is_sticker = message.kind is MessageKind.STICKER
    case = None if is_sticker else await open_case_here(turn)
    if case is not None:
        await add_step(turn, case, CaseStep.MESSAGE, message)
    if turn.conversation.mode is Mode.STAFF or await _continues_album(turn, message):
        return  # a person answers, or the first of the album was answered
    if is_sticker:
        await turn.say(turn.text(Reply.STICKER))
    elif case is None:
        await hold(turn, turn.text(_thanks(message)))
    elif message.album is None:
        await turn.say(turn.text(Reply.ATTACHMENT_CASE, reference=case_reference(case)))
    else:
        await hold(turn, turn.text(Reply.ATTACHMENT_CASE, reference=case_reference(case)))


async def _continues_album(turn: Turn, message: Message) -> bool:
    """Whether another item of the same album came just before: Telegram sends each as a message."""
    if message.album is None:
        return False
    before = select(Message.id).where(
        Message.conversation_id == message.conversation_id,
        Message.album == message.album,
        Message.id < message.id,
    )
    return await turn.session.scalar(before.limit(1)) is not None


def _thanks(message: Message) -> Reply:
    return Reply.OTHER if message.kind is MessageKind.OTHER else Reply.ATTACHMENT
