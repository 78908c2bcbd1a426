"""`huifang services` prints and draws start links."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.api.qr import as_png, as_svg
from bot.cli.services.service_ended import service_ended
from tests.bot.cli.services.service_scene import Run, bot_api, run

pytestmark = pytest.mark.dates

__all__ = ["bot_api", "run"]


def tell_of_a_stranger() -> str:
    arguments = ["--source", "till-3", "--id", "7", "--external-id", "c-77"]
    told = json.loads(CliRunner().invoke(service_ended, arguments).stdout)
    return str(told["start_link"])


def test_link_is_printed_and_drawn(
    run: Run, bot_api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUIFANG_TELEGRAM_API", bot_api)
    link = tell_of_a_stranger()
    told = run("link", "till-3/7", "--png", "code.png", "--svg", "code.svg")
    assert (told.exit_code, told.stdout) == (0, f"{link}\n")
    drawn = [(tmp_path / name).read_bytes() for name in ("code.png", "code.svg")]
    assert drawn == [as_png(link), as_svg(link)]


def test_link_needs_the_name_of_the_bot(run: Run) -> None:
    tell_of_a_stranger()
    assert str(run("link", "1").exception) == "the link cannot be made without the bot's name"


def test_link_of_an_unknown_service_fails(run: Run) -> None:
    assert str(run("link", "9").exception).startswith("no service 9 is known")
