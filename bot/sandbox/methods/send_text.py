"""Plain messages, copies and forwards."""

from bot.sandbox.methods.addressing import pace, reachable_chat
from bot.sandbox.methods.call import Call, Method
from bot.sandbox.methods.captions import read_caption, read_text
from bot.sandbox.methods.new_message import deliver, send
from bot.sandbox.server.bot_api_errors import CHAT_NOT_FOUND, BadRequest
from bot.sandbox.server.bot_chat import Message
from bot.sandbox.server.keyboards import read_markup
from bot.sandbox.server.payloads import Json, whole_number

FRAME = ("message_id", "from", "chat", "date", "edit_date", "reply_to_message", "reply_markup")


async def send_message(call: Call) -> Json:
    """Send a text."""
    return send(call, read_text(call.arguments))


async def copy_message(call: Call) -> Json:
    """Send the content of a message again, without saying where it came from."""
    chat = reachable_chat(call)
    content = {k: v for k, v in _original(call).payload.items() if k not in FRAME}
    if "caption" in call.arguments.values:
        content |= read_caption(call.arguments)
    markup = read_markup(call.arguments.values.get("reply_markup"))
    pace(call, chat)
    return {"message_id": deliver(call, chat, content, markup).id}


async def forward_message(call: Call) -> Json:
    """Send a message on, with its origin."""
    chat = reachable_chat(call)
    original = _original(call).payload
    content = {k: v for k, v in original.items() if k not in FRAME}
    origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    pace(call, chat)
    return deliver(call, chat, {"forward_origin": origin, **content}, None).payload


def _original(call: Call) -> Message:
    chat = call.bot.chats.get(whole_number(call.arguments.values.get("from_chat_id")) or 0)
    if chat is None:
        raise BadRequest(CHAT_NOT_FOUND)
    message = chat.messages.get(call.arguments.number("message_id"))
    if message is None:
        raise BadRequest("message to copy not found")
    return message


METHODS: dict[str, Method] = {
    "sendmessage": send_message,
    "copymessage": copy_message,
    "forwardmessage": forward_message,
}
