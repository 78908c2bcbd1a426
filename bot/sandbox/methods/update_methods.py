"""The two ways to get updates: long polling and webhook."""

from bot.sandbox.methods.method_call import EncodedResult, MethodCall
from bot.sandbox.server.bot_api_errors import WEBHOOK_IS_SET, WEBHOOK_WAS_SET, BadRequest, ReceiverConflict
from bot.sandbox.server.fault_plan import DELIVERY, FaultKind
from bot.sandbox.server.long_polling import MAX_BATCH, PollRequest
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.webhook_delivery import DEFAULT_CONNECTIONS, checked_webhook


async def get_updates(call: MethodCall) -> EncodedResult:
    """Return the updates that wait, or wait for one.

    Raises:
        BadRequest: `allowed_updates` is not a list.
        ReceiverConflict: a webhook is set, or another receiver came.
    """
    if call.bot.delivery.webhook:
        raise ReceiverConflict(WEBHOOK_IS_SET)
    _store_allowed(call)
    waiting = len(call.bot.queue) > 0
    fault = call.world.faults.hit(DELIVERY, "getupdates", None) if waiting else None
    poll = PollRequest.clamped(
        call.arguments.number("offset"),
        call.arguments.number("limit", MAX_BATCH),
        call.arguments.number("timeout"),
        keep=fault is not None and fault.kind is FaultKind.REDELIVER,
    )
    bodies = [queued.body for queued in await call.bot.polling.updates(poll)]
    if fault and fault.kind is FaultKind.DUPLICATE:
        bodies += bodies
    return EncodedResult(b"[" + b",".join(bodies) + b"]", empty=not bodies)


async def set_webhook(call: MethodCall) -> bool:
    """Deliver to an address from now on; an empty address ends delivery.

    Raises:
        BadRequest: the address, the secret or `allowed_updates` is not acceptable.
    """
    url = call.arguments.text("url")
    if not url:
        return await delete_webhook(call)
    connections = call.arguments.number("max_connections", DEFAULT_CONNECTIONS)
    webhook = checked_webhook(url, call.arguments.text("secret_token"), connections)
    _store_allowed(call)
    _drop_if_requested(call)
    call.bot.polling.end(ReceiverConflict(WEBHOOK_WAS_SET))
    call.bot.delivery.start(webhook)
    return True


async def delete_webhook(call: MethodCall) -> bool:
    """End delivery; the updates that wait are kept for `getUpdates`."""
    call.bot.delivery.stop()
    _drop_if_requested(call)
    return True


async def get_webhook_info(call: MethodCall) -> Json:
    """Return the state of delivery."""
    allowed = call.bot.allowed
    return call.bot.delivery.info() | ({"allowed_updates": allowed} if allowed else {})


def _drop_if_requested(call: MethodCall) -> None:
    if call.arguments.flag("drop_pending_updates"):
        call.bot.queue.drop_all()


def _store_allowed(call: MethodCall) -> None:
    """Store `allowed_updates`; a call without it changes nothing, an empty list means the default."""
    kinds = call.arguments.decoded("allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list):
        raise BadRequest("can't parse allowed updates")
    call.bot.allowed = [str(kind) for kind in kinds] or None
