"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import json

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.sandbox.connection_cut import cut, silence
from bot.sandbox.control.control_edge import FOREIGN, ControlEdge, problem
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call_arguments import Arguments, read_arguments
from bot.sandbox.methods.method_call import EncodedResult, MethodCall, Result
from bot.sandbox.server.bot_account import BotAccount
from bot.sandbox.server.bot_api_errors import NO_SUCH_METHOD, NoSuchResource, Refusal
from bot.sandbox.server.fault_plan import AFTER, BEFORE, REFUSALS, Fault, FaultKind
from bot.sandbox.server.sandbox_world import World

JSON = "application/json"
PROXY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
TIMEOUTS = frozenset({FaultKind.TIMEOUT_BEFORE, FaultKind.TIMEOUT_AFTER})
RESETS = frozenset({FaultKind.RESET_BEFORE, FaultKind.RESET_AFTER})


class BotApiRoutes:
    """The endpoints that a bot calls."""

    def __init__(self, world: World, edge: ControlEdge) -> None:
        self._world = world
        self._edge = edge

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def call(self, request: Request) -> Response:
        """Answer one method call, or hit it with a fault."""
        if self._edge.is_foreign(request, may_navigate=False):
            return problem(403, FOREIGN)
        method = request.path_params["method"].lower()
        self._world.calls[method] += 1
        try:
            bot = self._world.authorised(request.path_params["token"])
            arguments = await read_arguments(request)
            if fault := self._world.faults.hit(BEFORE, method, arguments.chat):
                return await self._hit(request, fault)
            result = await self._result(bot, method, arguments)
        except Refusal as refusal:
            return self._refused(refusal)
        # A fault after the call waits for an answer that has items.
        empty = isinstance(result, EncodedResult) and result.empty
        if not empty and (fault := self._world.faults.hit(AFTER, method, arguments.chat)):
            return await self._hit(request, fault)
        return Response(_encoded(result), media_type=JSON)

    async def download(self, request: Request) -> Response:
        """Serve a file."""
        if self._edge.is_foreign(request, may_navigate=False):
            return problem(403, FOREIGN)
        try:
            self._world.authorised(request.path_params["token"])
            stored = self._world.files.at(request.path_params["path"])
        except Refusal as refusal:
            return self._refused(refusal)
        return Response(stored.content, media_type="application/octet-stream")

    async def _result(self, bot: BotAccount, method: str, arguments: Arguments) -> Result:
        if method not in METHODS:
            raise NoSuchResource(NO_SUCH_METHOD)
        return await METHODS[method](MethodCall(self._world, bot, arguments))

    async def _hit(self, request: Request, fault: Fault) -> Response:
        if fault.kind in TIMEOUTS:
            await silence(request, fault.seconds)
        if fault.kind in TIMEOUTS | RESETS:
            cut(request)
            return Response(status_code=504)
        if fault.kind is FaultKind.SERVER_ERROR and fault.code == 502:
            return HTMLResponse(PROXY_PAGE, 502)
        return self._refused(REFUSALS[fault.kind](fault))

    def _refused(self, refusal: Refusal) -> Response:
        self._world.refused[refusal.code] += 1
        return Response(json.dumps(refusal.as_json()), refusal.code, media_type=JSON)


def _encoded(result: Result) -> bytes:
    if isinstance(result, EncodedResult):
        return b'{"ok":true,"result":' + result.body + b"}"
    return json.dumps({"ok": True, "result": result}, separators=(",", ":")).encode()
