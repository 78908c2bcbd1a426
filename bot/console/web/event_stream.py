"""Streams of events, and how many of them a member of staff may have open in this process."""

from collections import Counter
from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

MOST = 20
"""More than the pages that a person keeps open at once."""
BEAT = 15  # seconds between signs of life, which keep proxies from hanging up
RETRY_AFTER = 60  # seconds
TOO_MANY = PlainTextResponse(
    "429 Too Many Requests: too many pages are kept up to date at once. Please close some.\n"
    "同时自动更新的页面过多，请关闭一些。\n",
    429,
    headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"},
)


class StreamLimit:
    """Counts open streams by member of staff. There is one in a process."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._open = Counter[int]()

    def take(self, staff_id: int) -> bool:
        """Count one more stream, and return whether it may begin; if not, nothing is counted."""
        if self._open[staff_id] >= self._most:
            return False
        self._open[staff_id] += 1
        return True

    def give_back(self, staff_id: int) -> None:
        """Count one stream less."""
        self._open[staff_id] -= 1
        self._open += Counter()  # drops members without streams

    def open_of(self, staff_id: int) -> int:
        """How many streams a member has open."""
        return self._open[staff_id]


class EventStream(EventSourceResponse):
    """A stream that counts from its beginning to its end, however it ends; one too many is answered 429."""

    def __init__(self, events: AsyncIterator[ServerSentEvent], limit: StreamLimit, staff_id: int) -> None:
        super().__init__(events, ping=BEAT)
        self._limit = limit
        self._staff_id = staff_id

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if not self._limit.take(self._staff_id):
            await TOO_MANY(scope, receive, send)
            return
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._limit.give_back(self._staff_id)
