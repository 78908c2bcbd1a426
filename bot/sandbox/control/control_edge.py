"""The edge of the control API: reading bodies, turning errors into answers, keeping other web sites out."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.server.accounts import BotAccount
from bot.sandbox.server.bot_api_errors import Refusal
from bot.sandbox.server.customer_moves import Impossible, MoveRefused, Unknown
from bot.sandbox.server.payloads import whole_number
from bot.sandbox.server.world import World

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
Endpoint = Callable[[Request], Awaitable[Response]]
Read = TypeVar("Read", bound=BaseModel)


class Edge:
    """Wraps endpoints. `hosts` None: any `Host` header will do, since the sandbox was told to be open."""

    def __init__(self, hosts: frozenset[str] | None = LOOPBACK) -> None:
        self._hosts = hosts

    def guarded(self, endpoint: Endpoint) -> Endpoint:
        """Refuse what a foreign page could send, and answer errors with `{"detail": …}`."""

        async def answer(request: Request) -> Response:
            if self._foreign(request):
                return problem(403, "only pages of the sandbox itself may ask for this")
            try:
                return await endpoint(request)
            except Unknown as exc:
                return problem(404, str(exc))
            except Impossible as exc:
                return problem(409, str(exc))
            except ValidationError as exc:
                fields = [f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in exc.errors()]
                return problem(422, "; ".join(fields))
            except (MoveRefused, Refusal) as exc:
                return problem(400, str(exc))

        return answer

    def _foreign(self, request: Request) -> bool:
        navigates = request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate"
        if request.headers.get("sec-fetch-site") == "cross-site" and not navigates:
            return True
        host = urlsplit(f"//{request.headers.get('host', '')}").hostname
        return self._hosts is not None and host not in self._hosts


def problem(status: int, detail: str) -> Response:
    """Return an error."""
    return JSONResponse({"detail": detail}, status)


async def read_body(request: Request, model: type[Read]) -> Read:
    """Validate a JSON body; an empty one is an empty object."""
    return model.model_validate_json(await request.body() or b"{}")


def path_id(request: Request, name: str = "id") -> int:
    """Return an id from the path.

    Raises:
        Unknown: it is no number.
    """
    number = whole_number(request.path_params[name])
    if number is None:
        raise Unknown(f"{request.path_params[name]!r} is no id")
    return number


def asked_bot(world: World, request: Request) -> BotAccount:
    """Return the bot that is meant: `?bot=ID`, else the first.

    Raises:
        Unknown: there is none with this id.
    """
    asked = request.query_params.get("bot")
    if asked is None:
        return world.first
    bot = world.bots.get(whole_number(asked) or 0)
    if bot is None:
        raise Unknown(f"no bot has the id {asked}")
    return bot
