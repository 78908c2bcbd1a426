"""Answers to taps on buttons."""

from bot.sandbox.methods.method_call import MethodCall
from bot.sandbox.server.bot_api_errors import QUERY_TOO_OLD, BadRequest
from bot.sandbox.server.event_feed import EventKind, Side
from bot.sandbox.server.text_entities import units

MAX_ANSWER = 200


async def answer_callback_query(call: MethodCall) -> bool:
    """End the spinner of a button, perhaps with a notice.

    Raises:
        BadRequest: the notice is too long, or the tap is too old or unknown.
    """
    text = call.arguments.text("text")
    if units(text) > MAX_ANSWER:
        raise BadRequest("MESSAGE_TOO_LONG")
    tap = call.bot.tap(call.arguments.text("callback_query_id"), call.world.clock())
    if tap is None:
        raise BadRequest(QUERY_TOO_OLD)
    body = {"query_id": tap.id, "text": text, "alert": call.arguments.flag("show_alert")}
    call.world.record(call.bot, tap.chat, EventKind.ANSWERED, Side.BOT, body)
    return True
