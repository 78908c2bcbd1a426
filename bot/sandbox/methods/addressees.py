"""The chats in which a bot may write, and how often."""

from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.server import bot_api_errors
from bot.sandbox.server.bot_api_errors import BadRequest, ChatMigrated, Forbidden
from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.rates import admit


def addressed_chat(call: MethodCall) -> BotChat:
    """Return the chat with the id `chat_id`.

    Raises:
        BadRequest: the id is missing, or the bot has never met this chat.
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


def reachable_chat(call: MethodCall) -> BotChat:
    """Return the chat, if messages still arrive there.

    Raises:
        BadRequest: see `addressed_chat`.
        Forbidden: see `addressed_chat`; or the customer has blocked the bot or deleted the account; or the
            bot was removed from the group.
        ChatMigrated: the group has another id now.
    """
    chat = addressed_chat(call)
    if chat.migrated_to is not None:
        raise ChatMigrated(chat.migrated_to)
    if chat.is_group:
        if chat.standing.status in {"kicked", "left"}:
            raise Forbidden(bot_api_errors.KICKED)
        return chat
    if chat.person.deactivated:
        raise Forbidden(bot_api_errors.DEACTIVATED)
    if chat.blocked:
        raise Forbidden(bot_api_errors.BLOCKED)
    return chat


def pace(call: MethodCall, chat: BotChat) -> None:
    """Count one message of this bot in this chat.

    Raises:
        TooManyRequests: the limit is reached.
    """
    admit(call.world.rates, call.bot.bucket, chat.bucket, call.world.clock(), group=chat.is_group)
