"""New texts, copies and forwards."""

from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.methods.new_message import send
from bot.sandbox.methods.outgoing_text import read_caption, read_text
from bot.sandbox.server.bot_api_errors import CHAT_NOT_FOUND, BadRequest
from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.payloads import Json, whole_number

FRAME = (
    "message_id",
    "from",
    "sender_chat",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "reply_markup",
    "message_thread_id",
    "is_topic_message",
    "media_group_id",
)
MOST_COPIES = 100


async def send_message(call: MethodCall) -> Json:
    """Send a text.

    Raises:
        Refusal: see `read_text` and `send`.
    """
    return send(call, read_text(call.arguments, call.person))


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


async def copy_messages(call: MethodCall) -> list[Json]:
    """Send several messages again, in their order; what is gone is left out, and albums stay together.

    Raises:
        BadRequest: there are no such messages, or too many.
        Refusal: see `send`.
    """
    numbers = call.arguments.decoded("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST_COPIES:
        raise BadRequest("message identifiers are not specified")
    known = _origin_chat(call).messages
    originals = [known[number].payload for number in numbers if number in known]
    if not originals:
        raise BadRequest("there are no messages to copy")
    album = str(next(call.world.albums))
    sent = [send(call, _content(each) | _grouped(each, album)) for each in originals]
    return [{"message_id": each["message_id"]} for each in sent]


def _grouped(original: Json, album: str) -> Json:
    return {"media_group_id": album} if "media_group_id" in original else {}


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


def _origin_chat(call: MethodCall) -> BotChat:
    chat = call.bot.chats.get(whole_number(call.arguments.values.get("from_chat_id")) or 0)
    if chat is None:
        raise BadRequest(CHAT_NOT_FOUND)
    return chat


def _original(call: MethodCall) -> Json:
    message = _origin_chat(call).messages.get(call.arguments.number("message_id"))
    if message is None:
        raise BadRequest("message to copy not found")
    return message.payload
