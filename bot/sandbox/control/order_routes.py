"""The endpoints of the control API for faults, rates and raw updates, and for the state of the sandbox."""

from dataclasses import asdict

from starlette.responses import JSONResponse, Response

from bot.sandbox.control.control_bodies import RawUpdate, Renumbering
from bot.sandbox.control.control_edge import ControlRequest, Endpoint
from bot.sandbox.control.customer_moves import ImpossibleMove
from bot.sandbox.server.fault_plan import Fault
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.rates import Rates

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


async def status(request: ControlRequest) -> Json:
    """Return the state of the sandbox."""
    world = request.world
    language = request.http.query_params.get("language")
    bots = [
        {
            **bot.as_user(),
            "seen": bot.seen,
            "waiting": len(bot.queue),
            "chats": len(bot.chats),
            "webhook": bot.delivery.info()["url"],
            "commands": bot.presentation.menu(language),
        }
        for bot in world.bots.values()
    ]
    return {
        "seq": world.feed.last,
        "now": world.clock(),
        "bots": bots,
        "customers": len(world.customers),
        "calls": dict(world.calls),
        "refused": {str(code): times for code, times in world.refused.items()},
        "rates": asdict(world.rates),
        "faults": len(world.faults.orders()),
    }


async def list_faults(request: ControlRequest) -> list[Json]:
    """List the faults in the plan."""
    orders = request.world.faults.orders().items()
    return [{"id": number, "hits": hits, **asdict(fault)} for number, (fault, hits) in orders]


async def order_fault(request: ControlRequest) -> Response:
    """Order a fault."""
    fault = await request.body(Fault)
    return JSONResponse({"id": request.world.faults.order(fault), "hits": 0, **asdict(fault)}, 201)


async def clear_faults(request: ControlRequest) -> list[Json]:
    """Remove all faults."""
    request.world.faults.clear()
    return []


async def remove_fault(request: ControlRequest) -> list[Json]:
    """Remove one fault."""
    request.world.faults.clear(request.id)
    return await list_faults(request)


async def read_rates(request: ControlRequest) -> Json:
    """Return the rates in force."""
    return asdict(request.world.rates)


async def set_rates(request: ControlRequest) -> Json:
    """Set the rates."""
    request.world.rates = await request.body(Rates)
    return asdict(request.world.rates)


async def inject(request: ControlRequest) -> Json:
    """Deliver any update, even of a kind that the bot does not want."""
    body = await request.body(RawUpdate)
    now = request.world.clock()
    return {"update_id": request.bot.push(body.kind, body.payload, ("chat", body.lane), now)}


async def renumber(request: ControlRequest) -> Json:
    """Continue with other update ids.

    Raises:
        ImpossibleMove: updates are waiting.
    """
    body = await request.body(Renumbering)
    try:
        request.bot.queue.renumber(body.next_id)
    except ValueError as exc:
        raise ImpossibleMove(str(exc)) from exc
    return {}


async def serve_file(request: ControlRequest) -> Response:
    """Serve a file. Pictures are shown, other files are downloaded."""
    stored = request.world.files.get(request.http.path_params["id"])
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    if stored.mime in PICTURES:
        return Response(stored.content, 200, headers, stored.mime)
    headers["Content-Disposition"] = "attachment"
    return Response(stored.content, 200, headers, "application/octet-stream")


ROUTES: list[tuple[str, str, Endpoint]] = [
    ("GET", "/status", status),
    ("GET", "/faults", list_faults),
    ("POST", "/faults", order_fault),
    ("DELETE", "/faults", clear_faults),
    ("DELETE", "/faults/{id}", remove_fault),
    ("GET", "/rates", read_rates),
    ("PUT", "/rates", set_rates),
    ("POST", "/updates", inject),
    ("POST", "/updates/renumber", renumber),
    ("GET", "/files/{id}", serve_file),
]
