"""The endpoints of the control API that return events: at once, after a wait, or as a stream."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from starlette.responses import Response, StreamingResponse

from bot.sandbox.control.control_edge import ControlRequest, Endpoint
from bot.sandbox.control.customer_moves import Seat, UnknownId
from bot.sandbox.server.event_feed import ChatEvent
from bot.sandbox.server.new_event import EventBell
from bot.sandbox.server.payloads import Json, whole_number
from bot.sandbox.server.sandbox_world import World

MAX_WAIT = 50
MAX_EVENTS = 1_000
HEARTBEAT = 15.0
STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class EventView:
    """The events after a number, and the bell that rings when another comes."""

    after: Callable[[int], list[ChatEvent]]
    bell: EventBell


def all_chats(request: ControlRequest) -> EventView:
    """Return the view of all chats."""
    feed, limit = request.world.feed, min(request.figure("limit", MAX_EVENTS), MAX_EVENTS)
    return EventView(lambda seq: feed.since(seq, limit), feed.bell)


def one_chat(request: ControlRequest) -> EventView:
    """Return the view of one chat.

    Raises:
        UnknownId: there is no such chat.
    """
    chat = request.bot.chats.get(request.id)
    if chat is None:
        if request.id not in request.world.customers:
            raise UnknownId(f"no chat has the id {request.id}")
        chat = Seat.of(request.world, request.bot, request.id).chat
    return EventView(chat.since, chat.bell)


def list_endpoint(view_of: Callable[[ControlRequest], EventView]) -> Endpoint:
    """Return the endpoint that lists the events of a view."""

    async def events(request: ControlRequest) -> list[Json]:
        view, since = view_of(request), request.figure("since", 0)
        deadline = asyncio.get_running_loop().time() + _wait(request)
        while not (found := view.after(since)) and not request.world.closed:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await view.bell.heard(left):
                break
        return [event.as_json() for event in found or view.after(since)]

    return events


def stream_endpoint(view_of: Callable[[ControlRequest], EventView]) -> Endpoint:
    """Return the endpoint that streams the events of a view."""

    async def stream(request: ControlRequest) -> Response:
        last = request.http.headers.get("last-event-id") or request.http.query_params.get("since")
        number = whole_number(last or "")
        since = request.world.feed.last if number is None else number
        frames = _frames(request.world, view_of(request), since)
        return StreamingResponse(frames, 200, STREAM_HEADERS, "text/event-stream")

    return stream


async def _frames(world: World, view: EventView, since: int) -> AsyncIterator[str]:
    yield ": hello\n\n"
    while not world.closed:
        for event in view.after(since):
            since = event.seq
            yield f"id: {since}\ndata: {json.dumps(event.as_json())}\n\n"
        if not view.after(since) and not await view.bell.heard(HEARTBEAT):
            yield ": still here\n\n"


def _wait(request: ControlRequest) -> float:
    """Return the seconds that the client is ready to wait."""
    try:
        return min(max(float(request.http.query_params.get("wait", 0)), 0), MAX_WAIT)
    except ValueError:
        return 0


ROUTES: list[tuple[str, str, Endpoint]] = [
    ("GET", "/events", list_endpoint(all_chats)),
    ("GET", "/stream", stream_endpoint(all_chats)),
    ("GET", "/chats/{id}/events", list_endpoint(one_chat)),
    ("GET", "/chats/{id}/stream", stream_endpoint(one_chat)),
]
