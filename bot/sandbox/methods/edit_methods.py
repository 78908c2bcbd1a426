"""Changes and removals of messages that are already in a chat."""

from bot.sandbox.methods.addressees import reachable_chat
from bot.sandbox.methods.inline_keyboards import read_markup
from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.methods.outgoing_text import read_caption, read_text
from bot.sandbox.server.bot_api_errors import NOT_MODIFIED, BadRequest
from bot.sandbox.server.bot_chat import BotChat, ChatMessage
from bot.sandbox.server.event_feed import EventKind, Side
from bot.sandbox.server.payloads import Json

DELETABLE = 48 * 3600
CONTENTS = ("text", "entities", "caption", "caption_entities")


async def edit_text(call: MethodCall) -> Json:
    """Replace the text; a keyboard that is not sent again is removed.

    Raises:
        BadRequest: there is no such message of the bot with a text, or nothing would change.
        Refusal: see `reachable_chat` and `read_text`.
    """
    chat, message = _editable(call)
    if "text" not in message.payload:
        raise BadRequest("there is no text in the message to edit")
    return _edit(call, chat, message, read_text(call.arguments, call.person))


async def edit_caption(call: MethodCall) -> Json:
    """Replace the caption of a file; a keyboard that is not sent again is removed.

    Raises:
        BadRequest: there is no such message of the bot with a file, or nothing would change.
        Refusal: see `reachable_chat` and `read_caption`.
    """
    chat, message = _editable(call)
    if "text" in message.payload:
        raise BadRequest("there is no caption in the message to edit")
    return _edit(call, chat, message, read_caption(call.arguments))


async def edit_markup(call: MethodCall) -> Json:
    """Replace or remove the keyboard.

    Raises:
        BadRequest: there is no such message of the bot, or nothing would change.
        Refusal: see `reachable_chat`.
    """
    return _edit(call, *_editable(call), {})


async def delete_message(call: MethodCall) -> bool:
    """Remove a message, the customer's included.

    Raises:
        BadRequest: there is no such message, or it is older than 48 hours.
        Refusal: see `reachable_chat`.
    """
    chat = reachable_chat(call)
    message = chat.messages.get(call.arguments.number("message_id"))
    if message is None:
        raise BadRequest("message to delete not found")
    if call.world.clock() - message.payload["date"] > DELETABLE:
        raise BadRequest("message can't be deleted for everyone")
    del chat.messages[message.id]
    call.world.record(call.bot, chat, EventKind.DELETED, Side.BOT, {"message_id": message.id})
    return True


def _editable(call: MethodCall) -> tuple[BotChat, ChatMessage]:
    chat = reachable_chat(call)
    number = call.arguments.number("message_id")
    if not number:
        raise BadRequest("message identifier is not specified")
    message = chat.messages.get(number)
    if message is None:
        raise BadRequest("message to edit not found")
    if message.by is not Side.BOT:
        raise BadRequest("message can't be edited")
    return chat, message


def _edit(call: MethodCall, chat: BotChat, message: ChatMessage, content: Json) -> Json:
    markup = read_markup(call.arguments)
    before = {name: value for name, value in message.payload.items() if name != "edit_date"}
    replaced = {"reply_markup", *(CONTENTS if content else ())}
    kept = {name: value for name, value in before.items() if name not in replaced}
    after = kept | content | ({"reply_markup": markup} if markup else {})
    if after == before:
        raise BadRequest(NOT_MODIFIED)
    message.payload = after | {"edit_date": int(call.world.clock())}
    call.world.record(call.bot, chat, EventKind.EDITED, Side.BOT, message.payload)
    return message.payload
