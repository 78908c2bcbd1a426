"""Authentication of the API: a request without a valid key is refused before its body is read."""

from datetime import timedelta

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from actions.exchange.key_pace import WINDOW, KeyLimitReached, KeyPace, count_request
from actions.staff.api_keys import WRITING, Holder, KeyScope, UnknownKey, identify
from bot.api.http_errors import (
    NO_KEY,
    refuse_scope,
    refuse_too_many,
    refuse_unavailable,
    refuse_without_key,
)
from bot.timing.clock import Clock
from store.engine.database import Database
from store.engine.database_errors import StoreError

LONGEST_KEY = 200


READING = ("GET", "HEAD")
USE_NOTED_EVERY = timedelta(hours=1)
ELSEWHERE = {"invitations": KeyScope.SURVEYS}


def scope_of(path: str, method: str) -> KeyScope:
    """Return the scope that a key needs for an address below the prefix: its first part, else reports."""
    first = path.partition("/")[0]
    scope = ELSEWHERE.get(first) or next((scope for scope in KeyScope if scope == first), KeyScope.REPORTS)
    return scope if method in READING else WRITING.get(scope, scope)


class ApiAuth:
    """Lets a request under `prefix` through if it has a valid key; all other requests need none.

    The holder of the key is then in `request.state.holder`, and the scope that was needed in `opened`. A key
    makes at most `rate` requests a minute, None for any number; each answer says how many are left.
    """

    def __init__(
        self, app: ASGIApp, database: Database, clock: Clock, *, prefix: str, rate: int | None = None
    ) -> None:
        self._app = app
        self._database = database
        self._clock = clock
        self._prefix = prefix
        self._rate = rate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
        try:
            holder = await self._identify(Headers(scope=scope).get("authorization", ""))
            pace = await self._count(holder)
        except UnknownKey:
            await refuse_without_key()(scope, receive, send)
        except KeyLimitReached as exc:
            await refuse_too_many(exc.pace.resets)(scope, receive, self._paced(send, exc.pace))
        except StoreError as exc:
            await refuse_unavailable(exc)(scope, receive, send)
        else:
            await self._open(scope, receive, self._paced(send, pace), holder)

    async def _open(self, scope: Scope, receive: Receive, send: Send, holder: Holder) -> None:
        opened = scope_of(scope["path"].removeprefix(self._prefix), scope["method"])
        if opened not in holder.scopes:
            await refuse_scope()(scope, receive, send)
            return
        scope.setdefault("state", {}).update(holder=holder, opened=opened)
        await self._app(scope, receive, send)

    async def _identify(self, authorization: str) -> Holder:
        scheme, _, key = authorization.partition(" ")
        if scheme.lower() != "bearer" or not 0 < len(key) <= LONGEST_KEY:
            raise UnknownKey(NO_KEY)
        async with self._database.reading() as session:
            return await identify(session, key.strip())

    async def _count(self, holder: Holder) -> KeyPace | None:
        """Count the request; without a limit, only note once an hour that the key is in use."""
        now = self._clock()
        if self._rate is None and holder.used_at is not None and now - holder.used_at < USE_NOTED_EVERY:
            return None
        async with self._database.transaction() as session:
            return await count_request(session, holder.id, self._rate, now)

    def _paced(self, send: Send, pace: KeyPace | None) -> Send:
        """Return `send` with what is left of the limit in the head of the answer (IETF draft RateLimit)."""
        if pace is None:
            return send

        async def send_paced(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Policy"] = f'"key";q={self._rate};w={WINDOW.seconds}'
                headers["RateLimit"] = f'"key";r={pace.left};t={pace.resets}'
            await send(message)

        return send_paced
