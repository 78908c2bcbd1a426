import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result

from bot.cli.clear_errors import Failure
from bot.cli.sandbox_commands import DatabaseIntents, sandbox
from bot.sandbox.sandbox_server import bound_socket
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models import Base
from store.models.address import Address
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer

EARLY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
HUIFANG = [sys.executable, "-c", "from bot.cli import main; main()", "sandbox"]


@pytest.fixture(autouse=True)
def database_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The settings name a database of this test's own."""
    url = f"sqlite:///{tmp_path / 'huifang.db'}"
    monkeypatch.setenv("HUIFANG_DATABASE_URL", url)
    return url


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(sandbox, list(arguments), env=env)


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The sandbox as a separate process, and its address."""
    command = [*HUIFANG, "--port", "0", *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}, **pipes) as process:  # type: ignore[call-overload] # a dict of equal values
        try:
            assert process.stdout
            lines = [process.stdout.readline() for _ in range(4)]
            yield process, lines[1].split()[-1].rstrip("/")
        finally:
            process.kill()


def asked(url: str) -> int:
    with urlopen(url, timeout=10) as response:  # noqa: S310 - the sandbox that was just started
        return int(response.status)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_sandbox_serves_until_a_signal_and_ends_cleanly(number: signal.Signals) -> None:
    with started() as (process, url):
        assert [asked(f"{url}/"), asked(f"{url}/bot1:a/getMe")] == [200, 200]
        process.send_signal(number)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")


def test_a_watching_sandbox_ends_with_its_parent() -> None:
    with started("--watch-stdin") as (process, url):
        assert asked(f"{url}/sandbox/status") == 200
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=20) == 0


@pytest.mark.parametrize(("rates", "pace"), [("telegram", 30.0), ("off", None)])
def test_rates_are_chosen(rates: str, pace: float | None) -> None:
    with started("--rates", rates) as (_, url), urlopen(f"{url}/sandbox/rates", timeout=10) as response:  # noqa: S310 - as above
        assert json.load(response)["bot_per_second"] == pace


def test_a_taken_port_is_said_in_one_line() -> None:
    with bound_socket("127.0.0.1", 0) as bound:
        port = bound.getsockname()[1]
        command = [*HUIFANG, "--port", str(port)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    advice = "stop what listens there, or choose another with --port"
    assert done.stderr == f"huifang: port {port} on 127.0.0.1 is in use: {advice}\n"


def test_a_bad_token_is_a_failure() -> None:
    result = run("--token", "nonsense", "--port", "0")
    assert (type(result.exception), str(result.exception)) == (
        Failure,
        "--token: expected a bot token: digits, a colon, letters",
    )


@pytest.mark.parametrize(
    "arguments", [["--rates", "slow"], ["--port", "70000"], ["replay"], ["replay", "x", "--rate", "0"]]
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_bad_lines_are_a_failure_before_anything_is_sent(tmp_path: Path) -> None:
    file = tmp_path / "m.jsonl"
    file.write_text('{"text": ""}\n{\n')
    result = run("replay", str(file))
    assert (type(result.exception), str(result.exception).replace(str(file), "FILE")) == (
        Failure,
        "FILE:1: `text` must be a text that is not empty\nFILE:2: is not JSON; expected one object a line",
    )


def test_a_replay_without_a_sandbox_is_a_failure(tmp_path: Path, unused_port: int) -> None:
    file = tmp_path / "m.jsonl"
    file.write_text('{"text": "hello"}\n')
    url = f"http://127.0.0.1:{unused_port}"
    result = run("replay", str(file), env={"HUIFANG_TELEGRAM_API": url})
    assert (type(result.exception), str(result.exception)) == (
        Failure,
        f"no sandbox answers at {url}/sandbox/",
    )


@pytest.mark.parametrize("as_json", [True, False])
def test_a_replay_that_loses_messages_is_exit_code_1(tmp_path: Path, as_json: bool) -> None:
    file = tmp_path / "m.jsonl"
    file.write_text('{"id": "m1", "text": "hello", "intent": "praise"}\n')
    with started() as (_, url):
        options = ["--sandbox", url, "--patience", "0.2", *(["--json"] if as_json else [])]
        result = run("replay", str(file), *options)
    assert (result.exit_code, "the recognised intents are not known" in result.stderr) == (1, True)
    figures = json.loads(result.stdout) if as_json else result.stdout.splitlines()[0]
    assert figures == (
        {
            "sent": 1,
            "answered": 0,
            "lost": 1,
            "twice": 0,
            "lost_ids": ["m1"],
            "twice_ids": [],
            "latency_ms": {"p50": None, "p95": None, "p99": None},
            "intents": {"praise": {"-": 1}},
        }
        if as_json
        else "sent 1, answered 0, lost 1, twice 0"
    )


async def test_recognised_intents_are_read_from_the_database(database_url: str) -> None:
    database = Database.at(database_url)
    async with database.engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with database.transaction() as session:
        customer = Customer(account=Address(2**40), created_at=EARLY)
        session.add(customer)
        await session.flush()
        talk = Conversation(customer_id=customer.id, started_at=EARLY, last_message_at=EARLY)
        session.add(talk)
        await session.flush()
        session.add(
            Message(
                conversation_id=talk.id,
                direction=Direction.IN,
                kind=MessageKind.TEXT,
                intent=Intent.PRAISE,
                created_at=EARLY,
            )
        )
    await database.close()
    assert await DatabaseIntents().by_customer([2**40, 5]) == {2**40: "praise"}


async def test_a_database_that_cannot_be_read_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert await DatabaseIntents().by_customer([5]) == {}
    assert "huifang: the recognised intents are not known: " in capsys.readouterr().err


async def test_settings_that_are_wrong_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIFANG_PORT", "nonsense")
    assert await DatabaseIntents().by_customer([5]) == {}
    assert "HUIFANG_PORT" in capsys.readouterr().err
