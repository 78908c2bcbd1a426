"""Getting updates: by asking for them, or by webhook."""

from bot.sandbox.methods.call import Call, Encoded, Method
from bot.sandbox.server.arguments import Arguments
from bot.sandbox.server.bot_api_errors import WEBHOOK_IS_SET, WEBHOOK_WAS_SET, BadRequest, Conflict
from bot.sandbox.server.fault_plan import DELIVERY, FaultKind
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.polling import MAX_BATCH, Poll
from bot.sandbox.server.updates import KINDS
from bot.sandbox.server.webhooks import DEFAULT_CONNECTIONS, checked_webhook

NAME = "getupdates"


async def get_updates(call: Call) -> Encoded:
    """Return what waits, or wait for it."""
    if call.bot.courier.webhook:
        raise Conflict(WEBHOOK_IS_SET)
    _ask_for(call)
    waiting = len(call.bot.queue) > 0
    fault = call.world.faults.hit(DELIVERY, NAME, None) if waiting else None
    poll = Poll.clamped(
        call.arguments.number("offset"),
        call.arguments.number("limit", MAX_BATCH),
        call.arguments.number("timeout"),
        keep=fault is not None and fault.kind is FaultKind.REDELIVER,
    )
    bodies = [queued.body for queued in await call.bot.poller.updates(poll)]
    if fault and fault.kind is FaultKind.DUPLICATE:
        bodies += bodies
    return Encoded(b"[" + b",".join(bodies) + b"]", empty=not bodies)


async def set_webhook(call: Call) -> bool:
    """Deliver to an address from now on; an empty one means asking again."""
    url = call.arguments.text("url")
    if not url:
        return await delete_webhook(call)
    webhook = checked_webhook(
        url,
        call.arguments.text("secret_token"),
        call.arguments.number("max_connections", DEFAULT_CONNECTIONS),
    )
    _ask_for(call)
    _drop_if_asked(call)
    call.bot.poller.end(Conflict(WEBHOOK_WAS_SET))
    call.bot.courier.start(webhook)
    return True


async def delete_webhook(call: Call) -> bool:
    """Deliver no more; what waits is kept for `getUpdates`."""
    call.bot.courier.stop()
    _drop_if_asked(call)
    return True


async def get_webhook_info(call: Call) -> Json:
    """Tell how delivery goes."""
    asked = call.bot.asked
    return call.bot.courier.info() | ({"allowed_updates": asked} if asked else {})


def _drop_if_asked(call: Call) -> None:
    if call.arguments.flag("drop_pending_updates"):
        call.bot.queue.drop_all()


def _ask_for(call: Call) -> None:
    """Remember `allowed_updates`; a call without it changes nothing, an empty list means the default."""
    kinds = _kinds(call.arguments)
    if kinds is not None:
        call.bot.asked = kinds or None


def _kinds(arguments: Arguments) -> list[str] | None:
    decoded = arguments.decoded("allowed_updates")
    if decoded is None:
        return None
    if not isinstance(decoded, list):
        raise BadRequest("can't parse allowed updates")
    return [kind for kind in map(str, decoded) if kind in KINDS]


METHODS: dict[str, Method] = {
    NAME: get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
