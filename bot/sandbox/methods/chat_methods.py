"""Chats, their members, and "is typing"."""

from bot.sandbox.methods.addressees import addressed_chat, reachable_chat
from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.methods.thread_check import in_topic
from bot.sandbox.server.bot_account import member
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.event_feed import EventKind, Side
from bot.sandbox.server.payloads import Json

RECORDINGS = frozenset(
    f"{verb}_{thing}" for verb in ("record", "upload") for thing in ("video", "voice", "video_note")
)
ACTIONS = RECORDINGS | {"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"}
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
FULL_INFO: Json = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": dict.fromkeys(GIFTS, False),
}


async def get_chat(call: MethodCall) -> Json:
    """Return the `ChatFullInfo` object of a chat."""
    return addressed_chat(call).as_json() | FULL_INFO


async def get_chat_member(call: MethodCall) -> Json:
    """Return the `ChatMember` object of a user; the bot itself is "kicked" where it is blocked.

    Raises:
        BadRequest: the user is not in the chat.
    """
    chat = addressed_chat(call)
    wanted = call.arguments.number("user_id")
    if wanted == call.bot.id and chat.is_group:
        return chat.standing.as_json(call.bot.as_user())
    if wanted == call.bot.id:
        return member(call.bot.as_user(), "kicked" if chat.blocked else "member")
    if wanted not in chat.members:
        raise BadRequest("member not found")
    return member(chat.members[wanted].as_user(), "member")


async def send_chat_action(call: MethodCall) -> bool:
    """Show the customer that a message is on its way.

    Raises:
        BadRequest: the action is unknown.
        Refusal: see `reachable_chat`.
    """
    chat = reachable_chat(call)
    in_topic(call, chat)
    action = call.arguments.text("action")
    if action not in ACTIONS:
        raise BadRequest("wrong parameter action in request")
    call.world.record(call.bot, chat, EventKind.ACTION, Side.BOT, {"action": action})
    return True
