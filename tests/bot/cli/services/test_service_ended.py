"""`huifang service-ended` tells of a service and prints what is decided."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from actions.turn.incoming import Origin, Person
from actions.turn.open_conversation import find_or_create_customer
from bot.cli import huifang
from bot.cli.clear_errors import Failure
from bot.cli.database_access import open_database
from store.models.address import Address
from tests.bot.cli.services.service_scene import bot_api
from tests.conftest import NOON

pytestmark = pytest.mark.dates

__all__ = ["bot_api"]

Run = Callable[..., Result]
TOKEN = "1000:made-up"
SERVICE = ("service-ended", "--source", "till-3", "--id", "7", "--ended-at", datetime.now(UTC).isoformat())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_port: int) -> Run:
    """Runs `huifang` on an empty database, without a Bot API server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")
    monkeypatch.setenv("HUIFANG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("HUIFANG_TELEGRAM_API", f"http://127.0.0.1:{unused_port}")
    return lambda *arguments: CliRunner().invoke(huifang, arguments)


async def greet() -> None:
    """Customer 42 opens the bot."""
    async with open_database() as database, database.transaction() as session:
        await find_or_create_customer(session, Origin(Address(42), Person(Address(42), "Wang")), NOON)


def test_service_of_an_unknown_customer_gets_a_start_link(
    run: Run, bot_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIFANG_TELEGRAM_API", bot_api)
    told = run(*SERVICE, "--external-id", "c-77")
    answer = json.loads(told.stdout)
    link = answer.pop("start_link")
    assert (told.exit_code, link.partition("=")[0]) == (0, "https://t.me/huifang_bot?start")
    assert answer == {"service": 1, "decision": "skipped", "reason": "unknown_customer", "send_at": None}
    assert json.loads(run(*SERVICE, "--external-id", "c-77").stdout)["start_link"] == link


def test_service_is_told_without_telegram_too(run: Run) -> None:
    told = run(*SERVICE, "--telegram-id", "42")
    assert (told.exit_code, json.loads(told.stdout)["start_link"]) == (0, None)
    assert "huifang: no start link, since the bot's name is not known" in told.stderr


def test_service_of_a_known_customer_needs_no_link(run: Run) -> None:
    asyncio.run(greet())
    told = run("service-ended", "--source", "till-3", "--id", "8", "--telegram-id", "42")
    answer = json.loads(told.stdout)
    assert (answer["decision"], answer["reason"], answer["start_link"]) == ("scheduled", None, None)
    assert (answer["send_at"][-1], told.stderr) == ("Z", "")


def test_other_content_under_the_same_id_fails(run: Run) -> None:
    run(*SERVICE, "--telegram-id", "42", "--outlet", "north")
    again = run(*SERVICE, "--telegram-id", "42", "--outlet", "south")
    assert isinstance(again.exception, Failure)
    assert str(again.exception) == "this source and id are known already, with another outlet"


def test_unknown_survey_fails(run: Run) -> None:
    told = run(*SERVICE, "--telegram-id", "42", "--survey", "nope")
    assert isinstance(told.exception, Failure)
    assert str(told.exception).startswith("there is no survey 'nope'; known: ")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (SERVICE, "--telegram-id, --external-id: expected exactly one of them"),
        (
            (*SERVICE, "--telegram-id", "4", "--external-id", "c"),
            "--telegram-id, --external-id: expected exactly one of them",
        ),
        (
            (*SERVICE, "--telegram-id", "42", "--ended-at", "yesterday"),
            "--ended-at: expected a time with its zone, such as 2026-11-23T10:00:00+08:00",
        ),
        (
            (*SERVICE, "--telegram-id", "42", "--timezone", "Mars"),
            "--timezone: expected an IANA time zone such as Asia/Shanghai",
        ),
        ((*SERVICE, "--external-id", ""), "--external-id: String should have at least 1 character"),
    ],
)
def test_wrong_options_are_a_matter_of_usage(run: Run, arguments: tuple[str, ...], complaint: str) -> None:
    told = run(*arguments)
    assert (told.exit_code, told.stderr.splitlines()[-1]) == (2, f"Error: {complaint}")


def test_help_names_every_option(run: Run) -> None:
    options = ("source", "id", "telegram-id", "external-id", "outlet", "agent", "kind", "ended-at", "survey")
    shown = run("service-ended", "--help").stdout
    assert [option for option in options if f"--{option} " not in shown] == []
