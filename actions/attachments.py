"""Photos, voice, files, places and stickers are kept with the case and acknowledged."""

from actions.cases import known_as, note, open_case_here
from actions.replies import Reply
from actions.turn import Turn
from store.models.cases import CaseStep
from store.models.conversations import Message, MessageKind


async def keep_attachment(turn: Turn, message: Message) -> None:
    """Add an attachment without words to the open case, if there is one, and say so."""
    if message.kind is MessageKind.STICKER:
        await turn.say(turn.text(Reply.STICKER))
        return
    case = await open_case_here(turn)
    if case is not None:
        await note(turn, case, CaseStep.MESSAGE, message)
        await turn.say(turn.text(Reply.ATTACHMENT_CASE, reference=known_as(case)))
        return
    await turn.say(turn.text(Reply.OTHER if message.kind is MessageKind.OTHER else Reply.ATTACHMENT))
