"""Topics of forum groups, and pinned messages."""

from bot.sandbox.methods.addressees import reachable_chat
from bot.sandbox.methods.method_call import Method, MethodCall
from bot.sandbox.methods.thread_check import find_topic
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.event_feed import EventKind, Side
from bot.sandbox.server.forum import CAN_DELETE, CAN_MANAGE_TOPICS, CAN_PIN, COLOURS, LONGEST_NAME, ForumTopic
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.rates import admit_topic


async def create_topic(call: MethodCall) -> Json:
    """Open a topic and return the `ForumTopic` object.

    Raises:
        BadRequest: the group has no topics, the bot lacks the right, or name or colour is not acceptable.
        TooManyRequests: too many topics were opened lately.
        Refusal: see `reachable_chat`.
    """
    chat = _managed(call, "create a topic")
    name, colour = _name(call), call.arguments.number("icon_color", COLOURS[0])
    if not name or colour not in COLOURS:
        raise BadRequest("TOPIC_TITLE_EMPTY" if not name else "TOPIC_ICON_COLOR_INVALID")
    admit_topic(call.world.rates, chat.topic_bucket, call.world.clock())
    service = {"forum_topic_created": {"name": name, "icon_color": colour}, "is_topic_message": True}
    message, _ = call.world.write(call.bot, chat, None, service)
    message.payload["message_thread_id"] = message.id
    topic = ForumTopic(message.id, name, colour)
    if chat.forum is not None:
        chat.forum.topics[topic.id] = topic
    return topic.as_json()


async def edit_topic(call: MethodCall) -> bool:
    """Give a topic another name.

    Raises:
        BadRequest: there is no such topic, the bot lacks the right, or nothing would change.
        Refusal: see `reachable_chat`.
    """
    chat = _managed(call, "edit the topic")
    topic, name = find_topic(call, chat), _name(call)
    if name in {"", topic.name}:
        raise BadRequest("TOPIC_NOT_MODIFIED")
    topic.name = name
    _note(call, chat, topic, {"forum_topic_edited": {"name": name}})
    return True


def topic_switch(*, closed: bool) -> Method:
    """Return the method that closes topics, or that opens them again."""
    service: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}

    async def switch(call: MethodCall) -> bool:
        chat = _managed(call, "edit the topic")
        topic = find_topic(call, chat)
        if topic.closed is closed:
            raise BadRequest("TOPIC_NOT_MODIFIED")
        topic.closed = closed
        _note(call, chat, topic, service)
        return True

    return switch


async def delete_topic(call: MethodCall) -> bool:
    """Remove a topic with all its messages. There is no update about it.

    Raises:
        BadRequest: there is no such topic, or the bot lacks the right.
        Refusal: see `reachable_chat`.
    """
    chat = _entitled(call, CAN_DELETE, "delete the topic")
    chat.drop_topic(find_topic(call, chat).id)
    return True


def pin_switch(*, pinned: bool) -> Method:
    """Return the method that pins messages, or that unpins them."""

    async def pin(call: MethodCall) -> bool:
        chat = _entitled(call, CAN_PIN, "manage pinned messages in the chat")
        message = chat.messages.get(call.arguments.number("message_id"))
        if message is None:
            raise BadRequest("message to pin not found")
        body = {"message_id": message.id, "pinned": pinned}
        call.world.record(call.bot, chat, EventKind.PINNED, Side.BOT, body)
        return True

    return pin


def _managed(call: MethodCall, deed: str) -> BotChat:
    chat = _entitled(call, CAN_MANAGE_TOPICS, deed)
    if chat.forum is None:
        raise BadRequest("the chat is not a forum")
    return chat


def _entitled(call: MethodCall, right: str, deed: str) -> BotChat:
    chat = reachable_chat(call)
    if chat.is_group and right not in chat.standing.rights:
        raise BadRequest(f"not enough rights to {deed}")
    return chat


def _name(call: MethodCall) -> str:
    name = call.arguments.text("name").strip()
    if len(name) > LONGEST_NAME:
        raise BadRequest("topic name is too long")
    return name


def _note(call: MethodCall, chat: BotChat, topic: ForumTopic, service: Json) -> None:
    place = {"message_thread_id": topic.id, "is_topic_message": True}
    call.world.write(call.bot, chat, None, service | place)
