"""The part of the control API that gives orders: faults, rates, odd updates; and tells how things stand."""

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.control.control_bodies import FaultOrder, RatesOrder, RawUpdate, Renumber
from bot.sandbox.control.control_edge import Edge, asked_bot, path_id, read_body
from bot.sandbox.server.customer_moves import Impossible
from bot.sandbox.server.fault_plan import Fault
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.rates import Rates
from bot.sandbox.server.world import World

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class OrderDesk:
    """Endpoints for orders and figures."""

    def __init__(self, world: World, edge: Edge) -> None:
        self._world = world
        self._edge = edge

    def routes(self) -> list[Route]:
        """Return the routes."""
        table = [
            ("/status", "GET", self.status),
            ("/faults", "GET", self.faults),
            ("/faults", "POST", self.order),
            ("/faults", "DELETE", self.clear),
            ("/faults/{id}", "DELETE", self.withdraw),
            ("/rates", "GET", self.rates),
            ("/rates", "PUT", self.pace),
            ("/updates", "POST", self.inject),
            ("/updates/renumber", "POST", self.renumber),
            ("/files/{id}", "GET", self.file),
        ]
        return [Route(path, self._edge.guarded(do), methods=[method]) for path, method, do in table]

    async def status(self, request: Request) -> Response:
        """Tell how things stand."""
        world = self._world
        bots = [
            {
                **bot.as_user(),
                "seen": bot.seen,
                "waiting": len(bot.queue),
                "chats": len(bot.chats),
                "webhook": bot.courier.info()["url"],
                "commands": bot.profile.menu(request.query_params.get("language")),
            }
            for bot in world.bots.values()
        ]
        return JSONResponse(
            {
                "seq": world.feed.last,
                "now": world.clock(),
                "bots": bots,
                "customers": len(world.customers),
                "calls": dict(world.calls),
                "refused": {str(code): times for code, times in world.refused.items()},
                "rates": asdict(world.rates),
                "faults": len(world.faults.orders()),
            }
        )

    async def faults(self, _request: Request) -> Response:
        """List the standing orders."""
        orders = self._world.faults.orders().items()
        return JSONResponse([_fault(number, fault, hits) for number, (fault, hits) in orders])

    async def order(self, request: Request) -> Response:
        """Order a fault."""
        fault = Fault(**(await read_body(request, FaultOrder)).model_dump())
        return JSONResponse(_fault(self._world.faults.order(fault), fault, 0), 201)

    async def clear(self, _request: Request) -> Response:
        """Withdraw every order."""
        self._world.faults.clear()
        return JSONResponse([])

    async def withdraw(self, request: Request) -> Response:
        """Withdraw one order."""
        self._world.faults.clear(path_id(request))
        return await self.faults(request)

    async def rates(self, _request: Request) -> Response:
        """Return the rates in force."""
        return JSONResponse(asdict(self._world.rates))

    async def pace(self, request: Request) -> Response:
        """Set the rates."""
        self._world.rates = Rates(**(await read_body(request, RatesOrder)).model_dump())
        return await self.rates(request)

    async def inject(self, request: Request) -> Response:
        """Deliver any update, whatever the bot has asked for."""
        body = await read_body(request, RawUpdate)
        bot = asked_bot(self._world, request)
        update_id = bot.push(body.kind, body.payload, ("chat", body.lane), self._world.clock())
        return JSONResponse({"update_id": update_id})

    async def renumber(self, request: Request) -> Response:
        """Go on with other update ids."""
        body = await read_body(request, Renumber)
        try:
            asked_bot(self._world, request).queue.renumber(body.next_id)
        except ValueError as exc:
            raise Impossible(str(exc)) from exc
        return JSONResponse({})

    async def file(self, request: Request) -> Response:
        """Serve a file; only pictures are shown, all else is downloaded."""
        stored = self._world.files.get(request.path_params["id"])
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        if stored.mime not in PICTURES:
            headers["Content-Disposition"] = "attachment"
            return Response(stored.content, 200, headers, "application/octet-stream")
        return Response(stored.content, 200, headers, stored.mime)


def _fault(number: int, fault: Fault, hits: int) -> Json:
    return {"id": number, "hits": hits, **asdict(fault)}
