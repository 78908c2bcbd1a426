"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import json

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call import Call, Encoded, Result
from bot.sandbox.server.accounts import BotAccount
from bot.sandbox.server.arguments import Arguments, read_arguments
from bot.sandbox.server.bot_api_errors import NO_SUCH_METHOD, NotFound, Refusal
from bot.sandbox.server.connection_cut import cut, silence
from bot.sandbox.server.fault_plan import AFTER, BEFORE, Fault, FaultKind, refusal_of
from bot.sandbox.server.world import World

JSON = "application/json"
PROXY_PAGE = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
CUTS = frozenset({FaultKind.RESET_BEFORE, FaultKind.RESET_AFTER})
SILENCES = frozenset({FaultKind.TIMEOUT_BEFORE, FaultKind.TIMEOUT_AFTER})


class BotApi:
    """The endpoints that a bot calls."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download, methods=["GET"]),
        ]

    async def call(self, request: Request) -> Response:
        """Answer one method call, or do to it what a fault says."""
        method = request.path_params["method"].lower()
        self._world.calls[method] += 1
        try:
            bot = self._world.authorised(request.path_params["token"])
            arguments = await read_arguments(request)
            if fault := self._world.faults.hit(BEFORE, method, arguments.chat):
                return await self._suffer(request, fault)
            result = await self._result(bot, method, arguments)
        except Refusal as refusal:
            return self._refused(refusal)
        # A fault on the way back is kept for an answer that holds something.
        empty = isinstance(result, Encoded) and result.empty
        if not empty and (fault := self._world.faults.hit(AFTER, method, arguments.chat)):
            return await self._suffer(request, fault)
        return Response(_encoded(result), media_type=JSON)

    async def download(self, request: Request) -> Response:
        """Serve a file."""
        try:
            self._world.authorised(request.path_params["token"])
            stored = self._world.files.at(request.path_params["path"])
        except Refusal as refusal:
            return self._refused(refusal)
        return Response(stored.content, media_type="application/octet-stream")

    async def _result(self, bot: BotAccount, method: str, arguments: Arguments) -> Result:
        if method not in METHODS:
            raise NotFound(NO_SUCH_METHOD)
        return await METHODS[method](Call(self._world, bot, arguments))

    async def _suffer(self, request: Request, fault: Fault) -> Response:
        if fault.kind in SILENCES:
            await silence(request, fault.seconds)
        if fault.kind in SILENCES | CUTS:
            cut(request)
            return Response(status_code=504)
        if fault.kind is FaultKind.SERVER_ERROR and fault.code == 502:
            return HTMLResponse(PROXY_PAGE, 502)
        return self._refused(refusal_of(fault))

    def _refused(self, refusal: Refusal) -> Response:
        self._world.refused[refusal.code] += 1
        return Response(json.dumps(refusal.as_json()), refusal.code, media_type=JSON)


def _encoded(result: Result) -> bytes:
    body = result.body if isinstance(result, Encoded) else json.dumps(result, separators=(",", ":")).encode()
    return b'{"ok":true,"result":' + body + b"}"
