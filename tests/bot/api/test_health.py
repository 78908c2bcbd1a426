"""Being alive is one thing, being ready another."""

from typing import Any

import httpx
from starlette.applications import Starlette

from bot.api.health import Check, health_routes
from tests.fakes.check import HangingCheck, ScriptedCheck


async def ask(path: str, *checks: Check, longest: float = 2.0) -> tuple[int, Any]:
    transport = httpx.ASGITransport(Starlette(routes=health_routes(checks, longest)))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get(path)
    return answer.status_code, answer.json() if path == "/readyz" else answer.text


async def test_living_process_says_so_whatever_else_is_down() -> None:
    assert await ask("/healthz", ScriptedCheck("database", "unavailable")) == (200, "ok")


async def test_all_well_is_ready() -> None:
    assert await ask("/readyz", ScriptedCheck("database"), ScriptedCheck("nlu")) == (
        200,
        {"ready": True, "checks": {"database": "ok", "nlu": "ok"}},
    )


async def test_what_is_missing_is_named() -> None:
    assert await ask("/readyz", ScriptedCheck("database"), ScriptedCheck("nlu", "unavailable")) == (
        503,
        {"ready": False, "checks": {"database": "ok", "nlu": "unavailable"}},
    )


async def test_check_that_hangs_is_given_up() -> None:
    assert await ask("/readyz", HangingCheck(), ScriptedCheck("nlu"), longest=0.01) == (
        503,
        {"ready": False, "checks": {"hanging": "no answer in time", "nlu": "ok"}},
    )
