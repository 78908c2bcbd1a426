"""Rasa's parse contract over HTTP, and nothing else of Rasa: no training, no upload, no conversations."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiohttp import web

from nlu.contract.talk_state import TalkState
from nlu.contract.text import classifiable
from nlu.serving.parser import Parser

MAX_BODY = 2 * 1024 * 1024
MAX_BATCH = 256
MAX_WAITING = 64
_AT_ONCE = 16  # after this many texts of a batch, other requests get their turn
_LONG = 120  # characters; few messages are longer, and a second opinion on them takes up to half a second


class ParseEndpoints:
    """The HTTP side of a parser. It parses in separate threads, so that health is answered meanwhile.

    Long texts and batches have a thread of their own: a customer who sends endless text delays no other.
    Another parser may take its place at any time: a request is answered by the parser that it found.
    """

    def __init__(self, parser: Parser) -> None:
        """Make endpoints that ask this parser."""
        self._parser = parser
        self._short = ThreadPoolExecutor(max_workers=1, thread_name_prefix="parse")
        self._long = ThreadPoolExecutor(max_workers=1, thread_name_prefix="parse-long")
        self._waiting = 0

    def swap(self, parser: Parser) -> None:
        """Answer all requests from now on with another parser."""
        self._parser = parser

    def application(self) -> web.Application:
        """Return the routes, ready to be served."""
        app = web.Application(client_max_size=MAX_BODY)
        app.add_routes(
            [
                web.get("/", self.hello),
                web.get("/health", self.status),
                web.get("/status", self.status),
                web.post("/model/parse", self.parse),
                web.post("/model/parse/batch", self.parse_batch),
            ]
        )
        return app

    async def hello(self, _: web.Request) -> web.Response:
        """Say that a server is here."""
        return web.Response(text="Huifang NLU: POST /model/parse\n")

    async def status(self, _: web.Request) -> web.Response:
        """Say which model answers."""
        return _response({"model_id": self._parser.identity, "num_active_training_jobs": 0}, self._parser)

    async def parse(self, request: web.Request) -> web.Response:
        """Answer `{"text": …}`, or `{"text": …, "state": …}` with a state of the talk.

        Raises:
            HTTPException: the body is not such an object, or too many requests wait.
        """
        body = await _body(request)
        text, state = _field(body, "text", str), _state(body)
        parser = self._parser
        return _response((await self._understood([text], parser, state))[0], parser)

    async def parse_batch(self, request: web.Request) -> web.Response:
        """Answer `{"texts": […]}` with a list in the same order.

        Raises:
            HTTPException: the body is not such an object, or too many requests wait.
        """
        texts = _field(await _body(request), "texts", list)
        if len(texts) > MAX_BATCH or not all(isinstance(text, str) for text in texts):
            raise _refusal(422, f"texts must be at most {MAX_BATCH} strings")
        parser = self._parser
        return _response(await self._understood(texts, parser), parser)

    async def _understood(
        self, texts: Sequence[str], parser: Parser, state: TalkState | None = None
    ) -> list[dict[str, Any]]:
        if self._waiting >= MAX_WAITING:
            raise _refusal(503, "busy")
        self._waiting += 1
        try:
            return [
                answer
                for start in range(0, len(texts), _AT_ONCE)
                for answer in await self._parsed(texts[start : start + _AT_ONCE], parser, state)
            ]
        finally:
            self._waiting -= 1

    async def _parsed(
        self, texts: Sequence[str], parser: Parser, state: TalkState | None
    ) -> list[dict[str, Any]]:
        cleaned = [classifiable(text) for text in texts]
        is_long = len(cleaned) > 1 or any(len(text) > _LONG for text in cleaned)
        thread = self._long if is_long else self._short
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(thread, parser.parse, cleaned, [state] * len(texts))


def _response(answer: Any, parser: Parser) -> web.Response:
    """Return the answer as JSON, with the name of the model that gave it."""
    return web.json_response(answer, headers={"X-Model-Id": parser.identity})


async def _body(request: web.Request) -> Any:
    try:
        return json.loads(await request.read())
    except (ValueError, RecursionError) as exc:
        raise _refusal(400, "the body is not JSON that can be read") from exc


def _field(body: Any, name: str, kind: type) -> Any:
    if not isinstance(body, dict) or not isinstance(body.get(name), kind):
        raise _refusal(422, f"the body must be an object with {name!r}, a {kind.__name__}")
    return body[name]


def _state(body: Any) -> TalkState | None:
    if body.get("state") is None:
        return None
    try:
        return TalkState.from_plain(body["state"])
    except ValueError as exc:
        raise _refusal(422, f"the body's 'state' cannot be read: {exc}") from exc


def _refusal(status: int, message: str) -> web.HTTPException:
    kinds = {400: web.HTTPBadRequest, 422: web.HTTPUnprocessableEntity, 503: web.HTTPServiceUnavailable}
    return kinds[status](
        text=json.dumps({"status": "failure", "message": message}), content_type="application/json"
    )
