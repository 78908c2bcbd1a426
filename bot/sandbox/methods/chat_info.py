"""What a bot may know about chats and their members."""

from bot.sandbox.methods.addressing import addressed_chat
from bot.sandbox.methods.call import Call, Method
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.customer_moves import member
from bot.sandbox.server.payloads import Json

FULL_INFO: Json = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}


async def get_chat(call: Call) -> Json:
    """Describe a chat."""
    return addressed_chat(call).as_json() | FULL_INFO


async def get_chat_member(call: Call) -> Json:
    """Tell whether somebody is in a chat; about the bot itself, whether it is blocked."""
    chat = addressed_chat(call)
    wanted = call.arguments.number("user_id")
    if wanted == call.bot.id:
        return member(call.bot.as_user(), "kicked" if chat.blocked else "member")
    if wanted not in chat.members:
        raise BadRequest("member not found")
    return member(chat.members[wanted].as_user(), "member")


METHODS: dict[str, Method] = {"getchat": get_chat, "getchatmember": get_chat_member}
