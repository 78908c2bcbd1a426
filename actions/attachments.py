"""Photos, voice, files, places and stickers are kept with the case and acknowledged."""

from actions.cases import known_as, note, open_case_here
from actions.replies import Reply
from actions.turn import Turn
from store.models.cases import CaseStep
from store.models.conversations import Message, MessageKind, Mode


async def keep_attachment(turn: Turn, message: Message) -> None:
    """Add an attachment without words to the open case, if there is one, and say so."""
    is_sticker = message.kind is MessageKind.STICKER
    case = None if is_sticker else await open_case_here(turn)
    if case is not None:
        await note(turn, case, CaseStep.MESSAGE, message)
    if turn.conversation.mode is Mode.STAFF:
        return  # a person answers
    if case is not None:
        await turn.say(turn.text(Reply.ATTACHMENT_CASE, reference=known_as(case)))
        return
    await turn.say(turn.text(Reply.STICKER if is_sticker else _thanks(message)))


def _thanks(message: Message) -> Reply:
    return Reply.OTHER if message.kind is MessageKind.OTHER else Reply.ATTACHMENT
