"""To whom a bot may write, and how often."""

from bot.sandbox.methods.call import Call
from bot.sandbox.server import bot_api_errors
from bot.sandbox.server.bot_api_errors import BadRequest, ChatMigrated, Forbidden
from bot.sandbox.server.bot_chat import Chat
from bot.sandbox.server.rates import admit


def addressed_chat(call: Call) -> Chat:
    """Return the chat that `chat_id` names.

    Raises:
        BadRequest: it is missing, or the bot has never met this chat.
        Forbidden: the bot knows the customer from a group only: a bot cannot write first.
    """
    if not call.arguments.values.get("chat_id"):
        raise BadRequest("chat_id is empty")
    chat_id = call.arguments.chat
    known = call.bot.chats.get(chat_id) if chat_id is not None else None
    if known and (known.is_group or known.events):
        return known
    if any(chat_id in chat.members for chat in call.bot.chats.values() if chat.is_group):
        raise Forbidden(bot_api_errors.CANNOT_WRITE_FIRST)
    raise BadRequest(bot_api_errors.CHAT_NOT_FOUND)


def reachable_chat(call: Call) -> Chat:
    """Return the chat, if messages still arrive there.

    Raises:
        BadRequest, Forbidden: see `addressed_chat`; blocked, deactivated.
        ChatMigrated: the group has another id now.
    """
    chat = addressed_chat(call)
    if chat.migrated_to is not None:
        raise ChatMigrated(chat.migrated_to)
    if chat.is_group:
        return chat
    if chat.person.deactivated:
        raise Forbidden(bot_api_errors.DEACTIVATED)
    if chat.blocked:
        raise Forbidden(bot_api_errors.BLOCKED)
    return chat


def pace(call: Call, chat: Chat) -> None:
    """Count one message of this bot in this chat.

    Raises:
        TooManyRequests: too many.
    """
    admit(call.world.rates, call.bot.bucket, chat.bucket, call.world.clock(), group=chat.is_group)
