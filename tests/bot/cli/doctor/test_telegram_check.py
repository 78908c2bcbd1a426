"""Checks of Telegram, against a Bot API server that answers as told."""

import json
import threading
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.cli.doctor.diagnosis import Health
from bot.cli.doctor.telegram_check import check_clock, check_telegram, compare_clocks
from bot.settings import Settings

pytestmark = pytest.mark.dates

BOT = {"id": 1000, "is_bot": True, "first_name": "Huifang", "username": "huifang_bot"}
CHAT = {"id": -1002222, "type": "supergroup", "title": "Desk", "accent_color_id": 0, "max_reaction_count": 1}
GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)
NO_HOOK = {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
SOUND = {
    "getMe": BOT,
    "getWebhookInfo": NO_HOOK,
    "getChat": CHAT | {"accepted_gift_types": dict.fromkeys(GIFTS, False)},
    "getChatMember": {"status": "member", "user": BOT},
}


class TelegramServer(ThreadingHTTPServer):
    """Answers methods with `results`; others are refused as Telegram refuses a chat that is not found."""

    results: Mapping[str, Any] = SOUND


class Answers(BaseHTTPRequestHandler):
    server: TelegramServer

    def do_POST(self) -> None:
        result = self.server.results.get(self.path.rpartition("/")[2])
        refused = {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}
        self._send(200 if result else 400, {"ok": True, "result": result} if result else refused)

    def do_HEAD(self) -> None:
        self._send(200, {})

    def _send(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    """A Bot API server that knows one bot, which is in the chat of staff."""
    server = TelegramServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def settings(port: int, **more: Any) -> Settings:
    return Settings.model_validate(
        {"telegram_token": "1000:made-up", "telegram_api": f"http://127.0.0.1:{port}", **more}
    )


async def found(known: Settings) -> list[tuple[str, Health]]:
    return [(each.check, each.health) async for each in check_telegram(known)]


async def test_bot_in_its_chat_is_fine(telegram: TelegramServer) -> None:
    assert await found(settings(telegram.server_port, staff_chat=-1002222)) == [
        ("telegram", Health.FINE),
        ("delivery", Health.FINE),
        ("staff chat", Health.FINE),
    ]


async def test_lost_chat_and_failing_webhook_are_wrong(telegram: TelegramServer) -> None:
    hook = NO_HOOK | {"url": "https://x", "last_error_date": 1, "last_error_message": "SSL error"}
    telegram.results = {"getMe": BOT, "getWebhookInfo": hook}
    known = settings(
        telegram.server_port, staff_chat=-1, telegram_webhook="https://x", webhook_secret="secret"
    )
    assert await found(known) == [
        ("telegram", Health.FINE),
        ("delivery", Health.WRONG),
        ("staff chat", Health.WRONG),
    ]
    telegram.results = SOUND | {"getChatMember": {"status": "left", "user": BOT}}
    assert (await found(settings(telegram.server_port, staff_chat=-1002222)))[-1] == (
        "staff chat",
        Health.WRONG,
    )


@pytest.mark.parametrize(
    ("url", "health"),
    [
        ("https://x/telegram/webhook", Health.FINE),
        ("", Health.FINE),
        ("https://other/telegram/webhook", Health.WRONG),
    ],
)
async def test_webhook_of_another_installation_is_wrong(
    telegram: TelegramServer, url: str, health: Health
) -> None:
    telegram.results = SOUND | {"getWebhookInfo": NO_HOOK | {"url": url}}
    known = settings(telegram.server_port, telegram_webhook="https://x", webhook_secret="secret")
    assert (await found(known))[1] == ("delivery", health)


async def test_silent_telegram_is_wrong_and_no_token_a_note(unused_port: int) -> None:
    assert await found(settings(unused_port)) == [("telegram", Health.WRONG)]
    assert await found(Settings()) == [("telegram", Health.NOTE)]


async def test_clock_is_compared_with_the_server_s(telegram: TelegramServer, unused_port: int) -> None:
    known, here = settings(telegram.server_port), datetime.now(UTC)
    assert (await check_clock(known, here)).health is Health.FINE
    assert (await check_clock(known, here + timedelta(minutes=5))).advice == "timedatectl set-ntp true"
    assert (await check_clock(settings(unused_port), here)).health is Health.NOTE


@pytest.mark.parametrize(("seconds", "health"), [(19, Health.FINE), (-19, Health.FINE), (21, Health.WRONG)])
def test_clocks_may_be_a_little_apart(now: datetime, seconds: int, health: Health) -> None:
    assert compare_clocks(now, now + timedelta(seconds=seconds)).health is health
