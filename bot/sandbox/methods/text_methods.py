"""New texts, copies and forwards."""

from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.methods.new_message import send
from bot.sandbox.methods.outgoing_text import read_caption, read_text
from bot.sandbox.server.bot_api_errors import CHAT_NOT_FOUND, BadRequest
from bot.sandbox.server.payloads import Json, whole_number

FRAME = ("message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup")


async def send_message(call: MethodCall) -> Json:
    """Send a text.

    Raises:
        Refusal: see `read_text` and `send`.
    """
    return send(call, read_text(call.arguments))


async def copy_message(call: MethodCall) -> Json:
    """Send the content of a message again, without its origin.

    Raises:
        BadRequest: there is no such message.
        Refusal: see `send`.
    """
    content = _content(_original(call))
    if "caption" in call.arguments.values:
        content |= read_caption(call.arguments)
    return {"message_id": send(call, content)["message_id"]}


async def forward_message(call: MethodCall) -> Json:
    """Send the content of a message again, with its origin.

    Raises:
        BadRequest: there is no such message.
        Refusal: see `send`.
    """
    original = _original(call)
    origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    return send(call, {"forward_origin": origin, **_content(original)})


def _content(message: Json) -> Json:
    return {name: value for name, value in message.items() if name not in FRAME}


def _original(call: MethodCall) -> Json:
    chat = call.bot.chats.get(whole_number(call.arguments.values.get("from_chat_id")) or 0)
    if chat is None:
        raise BadRequest(CHAT_NOT_FOUND)
    message = chat.messages.get(call.arguments.number("message_id"))
    if message is None:
        raise BadRequest("message to copy not found")
    return message.payload
