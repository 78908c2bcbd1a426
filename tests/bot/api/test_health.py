"""Being alive is one thing, being ready another."""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.api.health import Check, NotReady, health_routes


@dataclass
class Told:
    """A check that says what it was told to say."""

    name: str
    reason: str = ""

    async def require(self) -> None:
        if self.reason:
            raise NotReady(self.reason)


class Hanging:
    """A check that never answers."""

    name = "hanging"

    async def require(self) -> None:
        await asyncio.Event().wait()


async def ask(path: str, *checks: Check, longest: float = 2.0) -> tuple[int, Any]:
    transport = httpx.ASGITransport(Starlette(routes=health_routes(checks, longest)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get(path)
    return answer.status_code, answer.json() if path == "/readyz" else answer.text


async def test_living_process_says_so_whatever_else_is_down() -> None:
    assert await ask("/healthz", Told("database", "unavailable")) == (200, "ok")


async def test_all_well_is_ready() -> None:
    assert await ask("/readyz", Told("database"), Told("nlu")) == (
        200,
        {"ready": True, "checks": {"database": "ok", "nlu": "ok"}},
    )


async def test_what_is_missing_is_named() -> None:
    assert await ask("/readyz", Told("database"), Told("nlu", "unavailable")) == (
        503,
        {"ready": False, "checks": {"database": "ok", "nlu": "unavailable"}},
    )


async def test_check_that_hangs_is_given_up() -> None:
    assert await ask("/readyz", Hanging(), Told("nlu"), longest=0.01) == (
        503,
        {"ready": False, "checks": {"hanging": "no answer in time", "nlu": "ok"}},
    )
