"""The webhook keeps what Telegram sends, and turns everybody else away."""

from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest
import structlog
from sqlalchemy import select
from starlette.applications import Starlette

from bot.telegram.intake import Intake
from bot.telegram.webhook import LARGEST_BODY, PATH, webhook_route
from store.engine.database import Database
from store.models.address import Address
from store.models.queues import InboxItem
from tests.bot.flaky import FlakyDatabase
from tests.bot.telegram.conftest import message, tap

SECRET = "made-up_secret"
TOLD = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


def browser(database: Database, now: datetime) -> httpx.AsyncClient:
    """A client of an application with nothing but the webhook of bot 42."""
    route = webhook_route(Intake(database, Address(42), lambda: None), SECRET, lambda: now)
    transport = httpx.ASGITransport(Starlette(routes=[route]))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1")


@pytest.fixture
async def web(database: Database, now: datetime) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(database, now) as client:
        yield client


async def kept(database: Database) -> list[tuple[int, int, int]]:
    async with database.reading() as session:
        columns = InboxItem.bot, InboxItem.update_id, InboxItem.lane
        rows = await session.execute(select(*columns).order_by(InboxItem.id))
        return [(bot.number, update_id, lane.number) for bot, update_id, lane in rows]


async def test_update_is_kept_and_acknowledged_with_nothing(
    web: httpx.AsyncClient, database: Database
) -> None:
    answer = await web.post(PATH, json={"update_id": 10, "message": message(text="hello")}, headers=TOLD)
    assert (answer.status_code, answer.content) == (200, b"")
    assert await kept(database) == [(42, 10, 2**40 + 1)]


async def test_update_that_comes_again_is_acknowledged_again_and_kept_once(
    web: httpx.AsyncClient, database: Database
) -> None:
    update = {"update_id": 10, "message": message(text="hello")}
    answers = [await web.post(PATH, json=update, headers=TOLD) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert await kept(database) == [(42, 10, 2**40 + 1)]


async def test_tap_that_overtakes_its_message_waits_in_the_same_lane(
    web: httpx.AsyncClient, database: Database
) -> None:
    """Telegram queues taps by person and messages by chat: the later update can be delivered first."""
    pressed = {"update_id": 11, "callback_query": tap(data="s:1", message=message(text="asked"))}
    await web.post(PATH, json=pressed, headers=TOLD)
    await web.post(PATH, json={"update_id": 10, "message": message(text="hello")}, headers=TOLD)
    assert await kept(database) == [(42, 11, 2**40 + 1), (42, 10, 2**40 + 1)]


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guessed"}])
async def test_without_the_secret_nothing_is_kept_and_nothing_logged(
    web: httpx.AsyncClient, database: Database, headers: dict[str, str]
) -> None:
    with structlog.testing.capture_logs() as logs:
        answer = await web.post(PATH, json={"update_id": 10}, headers=headers)
    assert (answer.status_code, answer.content, logs) == (403, b"", [])
    assert await kept(database) == []


async def test_secret_is_asked_for_before_the_body_is_read(web: httpx.AsyncClient) -> None:
    assert (await web.post(PATH, content=b"x" * (LARGEST_BODY + 1))).status_code == 403


async def test_secret_that_is_no_ascii_is_a_wrong_one(web: httpx.AsyncClient) -> None:
    odd = {b"X-Telegram-Bot-Api-Secret-Token": "ü".encode()}
    assert (await web.post(PATH, json={"update_id": 10}, headers=odd)).status_code == 403


async def stream(size: int) -> AsyncIterator[bytes]:
    """A body without a length."""
    for _ in range(size // 65536 + 1):
        yield b" " * 65536


async def test_body_that_is_too_large_is_refused(web: httpx.AsyncClient, database: Database) -> None:
    ten_megabytes = 10 * 1024 * 1024
    announced = await web.post(PATH, content=b" " * ten_megabytes, headers=TOLD)
    streamed = await web.post(PATH, content=stream(ten_megabytes), headers=TOLD)
    assert (announced.status_code, streamed.status_code) == (413, 413)
    assert await kept(database) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not JSON",
        b"\xff\xfe",
        b"[]",
        b'{"message": {}}',
        b'{"update_id": true}',
        b'{"update_id": 9223372036854775808}',
        b"[" * 100_000 + b"]" * 100_000,
        b'{"update_id": 1, "message": ' + b'{"a":' * 100 + b"1" + b"}" * 101,
    ],
    ids=["empty", "no JSON", "no text", "list", "no number", "odd number", "huge number", "abyss", "deep"],
)
async def test_what_is_no_update_is_refused(web: httpx.AsyncClient, database: Database, body: bytes) -> None:
    assert (await web.post(PATH, content=body, headers=TOLD)).status_code == 400
    assert await kept(database) == []


@pytest.mark.parametrize("at_commit", [False, True])
async def test_update_that_cannot_be_committed_is_not_acknowledged(
    database: Database, now: datetime, *, at_commit: bool
) -> None:
    async with browser(FlakyDatabase(database, failures=1, at_commit=at_commit), now) as web:
        first, second = [await web.post(PATH, json={"update_id": 10}, headers=TOLD) for _ in range(2)]
    assert (first.status_code, second.status_code, first.content) == (503, 200, b"")
    assert await kept(database) == [(42, 10, 0)]


async def test_only_deliveries_are_answered(web: httpx.AsyncClient) -> None:
    assert (await web.get(PATH)).status_code == 405
