"""Reactions of the bot to messages."""

from telegram.constants import ReactionEmoji

from bot.sandbox.methods.addressees import reachable_chat
from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.event_feed import EventKind, Side

EMOJI = frozenset(map(str, ReactionEmoji))


async def set_message_reaction(call: MethodCall) -> bool:
    """Put an emoji on a message in place of the one before; an empty list takes it away.

    Raises:
        BadRequest: there is no such message, or Telegram has no such reaction, or there is more than one.
        Refusal: see `reachable_chat`.
    """
    chat = reachable_chat(call)
    message = chat.messages.get(call.arguments.number("message_id"))
    if message is None:
        raise BadRequest("message to react not found")
    emoji = _emoji(call)
    call.world.record(call.bot, chat, EventKind.REACTED, Side.BOT, {"message_id": message.id, "emoji": emoji})
    return True


def _emoji(call: MethodCall) -> str:
    """Return the one emoji, or "" where there is none."""
    match call.arguments.decoded("reaction") or []:
        case []:
            return ""
        case [{"type": "emoji", "emoji": str(emoji)}] if emoji in EMOJI:
            return emoji
        case [_]:
            raise BadRequest("REACTION_INVALID")
        case _:
            raise BadRequest("too many reactions to be set")
