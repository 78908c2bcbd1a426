"""Answers to taps on buttons."""

from bot.sandbox.methods.call import Call, Method
from bot.sandbox.server.bot_api_errors import QUERY_TOO_OLD, BadRequest
from bot.sandbox.server.feed import EventKind, Side
from bot.sandbox.server.utf16 import units

MAX_ANSWER = 200


async def answer_callback_query(call: Call) -> bool:
    """End the spinner of a button, perhaps with a notice."""
    text = call.arguments.text("text")
    if units(text) > MAX_ANSWER:
        raise BadRequest("MESSAGE_TOO_LONG")
    tap = call.bot.tap(call.arguments.text("callback_query_id"), call.world.clock())
    if tap is None:
        raise BadRequest(QUERY_TOO_OLD)
    body = {"query_id": tap.id, "text": text, "alert": call.arguments.flag("show_alert")}
    call.world.record(call.bot, tap.chat, EventKind.ANSWERED, Side.BOT, body)
    return True


METHODS: dict[str, Method] = {"answercallbackquery": answer_callback_query}
