"""The topic that a call names, checked as Telegram checks it."""

from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.forum import ForumTopic
from bot.sandbox.server.payloads import Json


def in_topic(call: MethodCall, chat: BotChat) -> Json:
    """Return the topic that the message goes to, as content.

    Raises:
        BadRequest: the group has no such topic, or it is closed.
    """
    topic = call.arguments.number("message_thread_id")
    if not topic:
        return {}
    if chat.is_group and find_topic(call, chat).closed:
        raise BadRequest("TOPIC_CLOSED")
    return {"message_thread_id": topic, "is_topic_message": True}


def find_topic(call: MethodCall, chat: BotChat) -> ForumTopic:
    """Return the topic of a group that the call names.

    Raises:
        BadRequest: the group has no such topic.
    """
    topics = chat.forum.topics if chat.forum is not None else {}
    found = topics.get(call.arguments.number("message_thread_id"))
    if found is None:
        raise BadRequest("message thread not found")
    return found
