"""Changing and removing messages that are already in a chat."""

from bot.sandbox.methods.addressing import reachable_chat
from bot.sandbox.methods.call import Call, Method
from bot.sandbox.methods.captions import read_text
from bot.sandbox.server.bot_api_errors import NOT_MODIFIED, BadRequest
from bot.sandbox.server.bot_chat import Chat, Message
from bot.sandbox.server.feed import EventKind, Side
from bot.sandbox.server.keyboards import inline_only, read_markup
from bot.sandbox.server.payloads import Json

DELETABLE = 48 * 3600


async def edit_text(call: Call) -> Json:
    """Replace the text; a keyboard that is not sent again goes."""
    chat, message = _own(call)
    if "text" not in message.payload:
        raise BadRequest("there is no text in the message to edit")
    return _edit(call, chat, message, read_text(call.arguments), ("text", "entities"))


async def edit_markup(call: Call) -> Json:
    """Replace or remove the keyboard."""
    chat, message = _own(call)
    return _edit(call, chat, message, {}, ())


async def delete_message(call: Call) -> bool:
    """Remove a message, the customer's included."""
    chat = reachable_chat(call)
    message = chat.messages.get(call.arguments.number("message_id"))
    if message is None:
        raise BadRequest("message to delete not found")
    if call.world.clock() - message.payload["date"] > DELETABLE:
        raise BadRequest("message can't be deleted for everyone")
    del chat.messages[message.id]
    call.world.record(call.bot, chat, EventKind.DELETED, Side.BOT, {"message_id": message.id})
    return True


def _own(call: Call) -> tuple[Chat, Message]:
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


def _edit(call: Call, chat: Chat, message: Message, content: Json, replaced: tuple[str, ...]) -> Json:
    inline = inline_only(read_markup(call.arguments.values.get("reply_markup")))
    gone = {*replaced, "reply_markup", "edit_date"}
    kept = {name: value for name, value in message.payload.items() if name not in gone}
    wanted = kept | content | ({"reply_markup": inline} if inline else {})
    if wanted == {name: value for name, value in message.payload.items() if name != "edit_date"}:
        raise BadRequest(NOT_MODIFIED)
    message.payload = wanted | {"edit_date": int(call.world.clock())}
    call.world.record(call.bot, chat, EventKind.EDITED, Side.BOT, message.payload)
    return message.payload


METHODS: dict[str, Method] = {
    "editmessagetext": edit_text,
    "editmessagereplymarkup": edit_markup,
    "deletemessage": delete_message,
}
