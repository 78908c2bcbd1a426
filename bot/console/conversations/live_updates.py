"""Telling an open page that there are new messages, so that it can reload."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from sse_starlette import ServerSentEvent
from starlette.responses import Response

from actions.staff.failures import SignedOut
from actions.staff.sessions import Viewer
from bot.console.web.event_stream import EventStream
from bot.console.web.fields import Blank, LastId, Parameters, RowId, read_fields
from bot.console.web.visit import Visit, require_session
from store.engine.database_errors import StoreError
from store.queries.conversations.conversation_rows import newest_message


class LiveUpdatesQuery(Parameters):
    """One conversation, or all of them; `seen` is the newest message that the page shows."""

    conversation: Annotated[RowId | None, Blank] = None
    seen: Annotated[LastId | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """A stream of events (WHATWG HTML, 9.2): `new` whenever messages have arrived, `over` at the end.

    A member of staff with too many of them gets 429.
    """
    given = dict(visit.request.query_params)
    if last := visit.request.headers.get("last-event-id"):  # a browser that was disconnected connects again
        given["seen"] = last
    asked = read_fields(LiveUpdatesQuery, given)
    return EventStream(_events(visit, asked), visit.site.streams, viewer.staff_id)


async def _events(visit: Visit, asked: LiveUpdatesQuery) -> AsyncIterator[ServerSentEvent]:
    """Yield events until the session ends; a stream does not count as use of the session."""
    known = asked.seen
    while True:
        try:
            await require_session(visit)
            newest: int | None = await _newest(visit, asked.conversation)
        except SignedOut:
            yield ServerSentEvent(event="over", data="")
            return
        except StoreError:
            newest = known
        if known is None or newest != known:
            yield ServerSentEvent(event="begin" if known is None else "new", data=str(newest), id=str(newest))
        known = newest
        await asyncio.sleep(visit.deps.pulse)


async def _newest(visit: Visit, conversation: int | None) -> int:
    async with visit.deps.database.reading() as session:
        return await newest_message(session, conversation)
