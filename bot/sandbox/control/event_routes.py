"""The part of the control API that looks on: events asked for, waited for, and streamed."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.control.control_edge import Edge, asked_bot, path_id
from bot.sandbox.server.bot_chat import Chat
from bot.sandbox.server.customer_moves import Seat, Unknown
from bot.sandbox.server.feed import Event
from bot.sandbox.server.new_event import Bell
from bot.sandbox.server.payloads import whole_number
from bot.sandbox.server.world import World

MAX_WAIT = 50
MAX_EVENTS = 1_000
HEARTBEAT = 15.0
STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class View:
    """A place to look at: how to read what came after a number, and what rings when something comes."""

    after: Callable[[int], list[Event]]
    bell: Bell


class FeedDesk:
    """Endpoints for events."""

    def __init__(self, world: World, edge: Edge) -> None:
        self._world = world
        self._edge = edge

    def routes(self) -> list[Route]:
        """Return the routes."""
        table = [
            ("/events", self.events),
            ("/stream", self.stream),
            ("/chats/{id}/events", self.chat_events),
            ("/chats/{id}/stream", self.chat_stream),
        ]
        return [Route(path, self._edge.guarded(look), methods=["GET"]) for path, look in table]

    async def events(self, request: Request) -> Response:
        """Return events of all chats."""
        limit = min(_query(request, "limit", MAX_EVENTS), MAX_EVENTS)
        return await self._answer(request, self._everything(limit))

    async def stream(self, request: Request) -> Response:
        """Stream the events of all chats."""
        return self._endless(request, self._everything(MAX_EVENTS))

    async def chat_events(self, request: Request) -> Response:
        """Return events of one chat."""
        return await self._answer(request, self._chat(request))

    async def chat_stream(self, request: Request) -> Response:
        """Stream the events of one chat."""
        return self._endless(request, self._chat(request))

    def _everything(self, limit: int) -> View:
        feed = self._world.feed
        return View(lambda seq: feed.since(seq, limit), feed.bell)

    def _chat(self, request: Request) -> View:
        bot, chat_id = asked_bot(self._world, request), path_id(request)
        chat: Chat | None = bot.chats.get(chat_id)
        if chat is None:
            if chat_id not in self._world.customers:
                raise Unknown(f"no chat has the id {chat_id}")
            chat = Seat.of(self._world, bot, chat_id).chat
        return View(chat.since, chat.bell)

    async def _answer(self, request: Request, view: View) -> Response:
        since = _query(request, "since", 0)
        deadline = asyncio.get_running_loop().time() + _wait(request)
        while not (events := view.after(since)) and not self._world.closed:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await view.bell.heard(left):
                break
        return JSONResponse([event.as_json() for event in events or view.after(since)])

    def _endless(self, request: Request, view: View) -> Response:
        seen = request.headers.get("last-event-id") or request.query_params.get("since")
        number = whole_number(seen or "")
        since = self._world.feed.last if number is None else number
        return StreamingResponse(self._frames(view, since), 200, STREAM_HEADERS, "text/event-stream")

    async def _frames(self, view: View, since: int) -> AsyncIterator[str]:
        yield ": hello\n\n"
        while not self._world.closed:
            for event in view.after(since):
                since = event.seq
                yield f"id: {since}\ndata: {json.dumps(event.as_json())}\n\n"
            if not view.after(since) and not await view.bell.heard(HEARTBEAT):
                yield ": still here\n\n"


def _query(request: Request, name: str, default: int) -> int:
    number = whole_number(request.query_params.get(name, ""))
    return default if number is None else max(number, 0)


def _wait(request: Request) -> float:
    """Return the seconds that the client is ready to wait."""
    try:
        return min(max(float(request.query_params.get("wait", 0)), 0), MAX_WAIT)
    except ValueError:
        return 0
