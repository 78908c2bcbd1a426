"""The edge of the control API: it reads bodies, turns errors into answers and keeps other web sites out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.control.customer_moves import ImpossibleMove, UnknownId
from bot.sandbox.server.bot_account import BotAccount
from bot.sandbox.server.bot_api_errors import Refusal
from bot.sandbox.server.payloads import RequestBody, whole_number
from bot.sandbox.server.sandbox_world import World
from bot.sandbox.server.webhook_delivery import LOOPBACK

BodyType = TypeVar("BodyType", bound=RequestBody)


@dataclass(frozen=True, slots=True)
class ControlRequest:
    """A request to the control API and the world that it is about."""

    world: World
    http: Request

    @property
    def bot(self) -> BotAccount:
        """Return the bot that the request names with `?bot=ID`, or the first.

        Raises:
            UnknownId: no bot has this id.
        """
        wanted = self.http.query_params.get("bot")
        if wanted is None:
            return self.world.first
        bot = self.world.bots.get(whole_number(wanted) or 0)
        if bot is None:
            raise UnknownId(f"no bot has the id {wanted}")
        return bot

    @property
    def id(self) -> int:
        """Return the id from the path.

        Raises:
            UnknownId: it is not a number.
        """
        number = whole_number(self.http.path_params["id"])
        if number is None:
            raise UnknownId(f"{self.http.path_params['id']!r} is not an id")
        return number

    def figure(self, name: str, default: int) -> int:
        """Return a whole number from the query that is not negative, or the default."""
        number = whole_number(self.http.query_params.get(name, ""))
        return default if number is None else max(number, 0)

    async def body(self, kind: type[BodyType]) -> BodyType:
        """Return the validated JSON body; an empty one is an empty object.

        Raises:
            ValidationError: the body does not fit.
        """
        return read_body(kind, await self.http.body() or b"{}")


FOREIGN = "only pages of the sandbox may ask for this"

Endpoint = Callable[[ControlRequest], Awaitable[Any]]
"""It returns a `Response`, or the JSON of one."""


def read_body(kind: type[BodyType], content: bytes) -> BodyType:
    """Return the body that a JSON object describes.

    Raises:
        ValidationError: the object does not fit.
    """
    adapter: TypeAdapter[BodyType] = _adapter(kind)  # type: ignore[arg-type] # mypy doubts that types are hashable
    return adapter.validate_json(content)


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


class ControlEdge:
    """Wraps endpoints. With `hosts` None, any `Host` header passes, as the sandbox is open to the network."""

    def __init__(self, world: World, hosts: frozenset[str] | None = LOOPBACK) -> None:
        self._world = world
        self._hosts = hosts

    def guarded(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        """Refuse requests of foreign pages, and answer errors with `{"detail": …}`."""

        async def answer(request: Request) -> Response:
            if self.is_foreign(request):
                return problem(403, FOREIGN)
            try:
                result = await endpoint(ControlRequest(self._world, request))
            except UnknownId as exc:
                return problem(404, str(exc))
            except ImpossibleMove as exc:
                return problem(409, str(exc))
            except ValidationError as exc:
                fields = [f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in exc.errors()]
                return problem(422, "; ".join(fields))
            except Refusal as exc:
                return problem(400, str(exc))
            return result if isinstance(result, Response) else JSONResponse(result)

        return answer

    def is_foreign(self, request: Request, *, may_navigate: bool = True) -> bool:
        """Return whether a page of another site asks, or any page under a foreign host name."""
        headers = request.headers
        navigates = request.method == "GET" and headers.get("sec-fetch-mode") == "navigate"
        if headers.get("sec-fetch-site") == "cross-site" and not (navigates and may_navigate):
            return True
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host", ""):
            return True
        host = urlsplit(f"//{headers.get('host', '')}").hostname
        return self._hosts is not None and host not in self._hosts


def problem(status: int, detail: str) -> Response:
    """Return an error."""
    return JSONResponse({"detail": detail}, status)
