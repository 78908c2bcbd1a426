"""The steps that all new messages of a bot have in common."""

from bot.sandbox.methods.addressees import pace, reachable_chat
from bot.sandbox.methods.inline_keyboards import read_markup
from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.methods.phone_keyboards import read_phone_keyboard
from bot.sandbox.methods.thread_check import in_topic
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.payloads import Json, whole_number


def send(call: MethodCall, content: Json) -> Json:
    """Check a message, count it, put it into the chat and return it.

    Raises:
        Refusal: the chat, the keyboard, the replied message or the pace is refused.
    """
    chat = reachable_chat(call)
    keyboard = read_phone_keyboard(call.arguments)
    markup = None if keyboard else read_markup(call.arguments)
    content = (
        content | replied(call, chat) | in_topic(call, chat) | ({"reply_markup": markup} if markup else {})
    )
    pace(call, chat)
    message, _ = call.world.write(call.bot, chat, None, content, {"input": keyboard} if keyboard else {})
    return message.payload


def replied(call: MethodCall, chat: BotChat) -> Json:
    """Return the message that is replied to, as content.

    Raises:
        BadRequest: there is no such message, and the reply may not go without it.
    """
    wanted = call.arguments.decoded("reply_parameters")
    wanted = wanted if isinstance(wanted, dict) else {}
    number = whole_number(wanted.get("message_id")) or call.arguments.number("reply_to_message_id")
    if not number:
        return {}
    if message := chat.messages.get(number):
        # Telegram nests replies one level deep only.
        return {"reply_to_message": {k: v for k, v in message.payload.items() if k != "reply_to_message"}}
    if wanted.get("allow_sending_without_reply") or call.arguments.flag("allow_sending_without_reply"):
        return {}
    raise BadRequest("message to be replied not found")
