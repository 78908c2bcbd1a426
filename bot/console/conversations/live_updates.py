"""Telling an open page of new messages, of unread customers, and of colleagues at the same conversation."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from sse_starlette import ServerSentEvent
from starlette.responses import Response

from actions.casework.drafts import note_presence
from actions.staff.failures import SignedOut
from actions.staff.permissions import Permission, is_allowed
from actions.staff.sessions import Viewer
from bot.console.conversations.colleague_line import colleague_line
from bot.console.web.event_stream import EventStream
from bot.console.web.fields import Blank, LastId, Parameters, RowId, read_fields
from bot.console.web.visit import Visit, require_session
from store.engine.database_errors import Conflict, StoreError
from store.queries.cases.casefile import newest_step
from store.queries.conversations.colleagues import colleagues_in
from store.queries.conversations.conversation_rows import newest_message
from store.queries.reading_places import BEAT, reading_in


class LiveUpdatesQuery(Parameters):
    """One conversation, or all of them; `seen` is the newest message that the page shows.

    With `cases`, the page shows cases, and `seen` is the last step of any of them.
    """

    conversation: Annotated[RowId | None, Blank] = None
    seen: Annotated[LastId | None, Blank] = None
    cases: bool = False


@dataclass(frozen=True, slots=True)
class PageState:
    """What an open page has been told; None for nothing yet. `newest` is the newest message of its list."""

    newest: int | None
    unread: int | None = None
    colleagues: str = ""


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """A stream of events (WHATWG HTML, 9.2).

    `new` whenever messages have arrived, `desk` with the number of customers whose words are unread, `here`
    with what colleagues do in the conversation, `over` at the end. A member of staff with too many streams
    gets 429.
    """
    given = dict(visit.request.query_params)
    if last := visit.request.headers.get("last-event-id"):  # a browser that was disconnected connects again
        given["seen"] = last
    asked = read_fields(LiveUpdatesQuery, given)
    return EventStream(_events(visit, viewer, asked), visit.site.streams, viewer.staff_id)


async def _events(visit: Visit, viewer: Viewer, asked: LiveUpdatesQuery) -> AsyncIterator[ServerSentEvent]:
    """Yield events until the session ends or the customer is erased.

    A stream does not count as use of the session.
    """
    told, present_at = PageState(asked.seen), None
    while True:
        try:
            await require_session(visit)
            present_at = await _say_present(visit, viewer, asked, present_at)
            found = await _state(visit, viewer, asked, told)
        except (SignedOut, Conflict):
            yield ServerSentEvent(event="over", data="")
            return
        except StoreError:
            found = told
        for event in _changes(told, found):
            yield event
        told = found
        await asyncio.sleep(visit.deps.pulse)


async def _say_present(
    visit: Visit, viewer: Viewer, asked: LiveUpdatesQuery, before: datetime | None
) -> datetime | None:
    """Note now and then that the page of a conversation is open; when that was done last, also elsewhere."""
    now = visit.deps.clock()
    if asked.conversation is None or (before is not None and now - before < BEAT):
        return before
    async with visit.deps.database.reading() as session:
        place = await reading_in(session, viewer.staff_id, asked.conversation)
    if place.is_present(now):
        return place.seen_at
    async with visit.deps.database.transaction() as session:
        await note_presence(session, asked.conversation, viewer.staff_id, now)
    return now


async def _state(visit: Visit, viewer: Viewer, asked: LiveUpdatesQuery, told: PageState) -> PageState:
    """Return how it stands."""
    async with visit.deps.database.reading() as session:
        anywhere = await newest_message(session)
        found = replace(told, newest=anywhere)
        if asked.conversation is not None:
            others = await colleagues_in(session, asked.conversation, viewer.staff_id, visit.deps.clock())
            newest = await newest_message(session, asked.conversation)
            found = replace(found, newest=newest, colleagues=colleague_line(visit, others))
        if asked.cases:
            found = replace(found, newest=await newest_step(session))
        is_own = is_allowed(viewer.role, Permission.WORK_ON_CASES)
        unread = await visit.site.unread.count(
            session, viewer.staff_id, anywhere, visit.deps.clock(), is_own=is_own
        )
    return replace(found, unread=unread)


def _changes(told: PageState, found: PageState) -> Iterator[ServerSentEvent]:
    newest = str(found.newest)
    if found.newest is not None and found.newest != told.newest:
        yield ServerSentEvent(event="begin" if told.newest is None else "new", data=newest, id=newest)
    if found.unread is not None and found.unread != told.unread:
        yield ServerSentEvent(event="desk", data=str(found.unread))
    if found.colleagues != told.colleagues:
        yield ServerSentEvent(event="here", data=json.dumps(found.colleagues, ensure_ascii=False))
