"""Authentication of the API: a request without a valid key is refused before its body is read."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from actions.staff.api_keys import Holder, KeyScope, UnknownKey, identify, note_use, use_is_old
from bot.api.http_errors import NO_KEY, refuse_scope, refuse_unavailable, refuse_without_key
from bot.timing.clock import Clock
from store.engine.database import Database
from store.engine.database_errors import StoreError

LONGEST_KEY = 200


def scope_of(path: str) -> KeyScope:
    """Return the scope that a key needs for an address below the prefix: its first part, else reports."""
    first = path.partition("/")[0]
    return next((scope for scope in KeyScope if scope == first), KeyScope.REPORTS)


class ApiAuth:
    """Lets a request under `prefix` through if it has a valid key; all other requests need none.

    The holder of the key is then in `request.state.holder`, and the scope that was needed in `opened`.
    """

    def __init__(self, app: ASGIApp, database: Database, clock: Clock, *, prefix: str) -> None:
        self._app = app
        self._database = database
        self._clock = clock
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        if scope["type"] != "http" or not scope["path"].startswith(self._prefix):
            await self._app(scope, receive, send)
            return
        try:
            holder = await self._identify(Headers(scope=scope).get("authorization", ""))
        except UnknownKey:
            await refuse_without_key()(scope, receive, send)
        except StoreError as exc:
            await refuse_unavailable(exc)(scope, receive, send)
        else:
            opened = scope_of(scope["path"].removeprefix(self._prefix))
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
            holder = await identify(session, key.strip())
        now = self._clock()
        if use_is_old(holder, now):
            async with self._database.transaction() as session:
                await note_use(session, holder, now)
        return holder
