"""`huifang services` on a database that knows customer 42, and a Bot API server that knows one bot."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actions.turn.incoming import Origin, Person
from actions.turn.open_conversation import find_or_create_customer
from bot.cli.database_access import open_database
from bot.cli.services.service_group import services
from bot.timing.clock import now
from store.models.address import Address

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_port: int) -> Run:
    """Runs `huifang services` on a database that knows customer 42."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")
    monkeypatch.setenv("HUIFANG_TELEGRAM_TOKEN", "1000:made-up")
    monkeypatch.setenv("HUIFANG_TELEGRAM_API", f"http://127.0.0.1:{unused_port}")
    asyncio.run(greet())
    return lambda *arguments: CliRunner().invoke(services, arguments)


async def greet() -> None:
    async with open_database() as database, database.transaction() as session:
        await find_or_create_customer(session, Origin(Address(42), Person(Address(42), "Wang")), now())


class BotApi(BaseHTTPRequestHandler):
    """A Bot API server that knows one bot."""

    def do_POST(self) -> None:
        bot = {"id": 1000, "is_bot": True, "first_name": "Huifang", "username": "huifang_bot"}
        body = json.dumps({"ok": True, "result": bot}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def bot_api() -> Iterator[str]:
    """The address of a Bot API server."""
    server = HTTPServer(("127.0.0.1", 0), BotApi)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
