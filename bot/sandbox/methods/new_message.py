"""What every new message of a bot has in common."""

from bot.sandbox.methods.addressing import pace, reachable_chat
from bot.sandbox.methods.call import Call
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.bot_chat import Chat, Message
from bot.sandbox.server.keyboards import inline_only, read_markup
from bot.sandbox.server.payloads import Json, whole_number


def send(call: Call, content: Json) -> Json:
    """Check the frame of a message, count it, deliver it, and return it.

    Raises:
        Refusal: the chat, the markup, the replied message or the pace is refused.
    """
    chat = reachable_chat(call)
    markup = read_markup(call.arguments.values.get("reply_markup"))
    content = content | replied(call, chat)
    pace(call, chat)
    message = deliver(call, chat, content, markup)
    return message.payload


def deliver(call: Call, chat: Chat, content: Json, markup: Json | None) -> Message:
    """Put the message into the chat. Reply keyboards are shown, but the message does not keep them."""
    inline = inline_only(markup)
    content = content | ({"reply_markup": inline} if inline else {})
    message, _ = call.world.write(call.bot, chat, None, content, None if inline else markup)
    return message


def replied(call: Call, chat: Chat) -> Json:
    """Return the message that is replied to, as content.

    Raises:
        BadRequest: there is none, and the reply insists on it.
    """
    asked = call.arguments.decoded("reply_parameters")
    asked = asked if isinstance(asked, dict) else {}
    number = whole_number(asked.get("message_id")) or call.arguments.number("reply_to_message_id")
    if not number:
        return {}
    if message := chat.messages.get(number):
        # One level only, as Telegram does.
        return {"reply_to_message": {k: v for k, v in message.payload.items() if k != "reply_to_message"}}
    if asked.get("allow_sending_without_reply") or call.arguments.flag("allow_sending_without_reply"):
        return {}
    raise BadRequest("message to be replied not found")
