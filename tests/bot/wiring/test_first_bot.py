"""Telegram is asked which bot a token belongs to."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.console.web.console_parts import BotNotFound
from bot.settings import Settings
from bot.wiring.first_bot import build_bot_name, starter_files
from bot.wiring.plan import Plan


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unused_port: int) -> Settings:
    """Settings with a token, of a Telegram that does not answer."""
    monkeypatch.chdir(tmp_path)
    return Settings(telegram_token=SecretStr("42:made-up"), telegram_api=f"http://127.0.0.1:{unused_port}")


async def test_silence_is_said_without_the_token(settings: Settings) -> None:
    plan = Plan(settings, telegram=False, worker=False, web=True)
    with pytest.raises(BotNotFound) as caught:
        await build_bot_name(plan)(None)
    assert "42:made-up" not in str(caught.value)


async def test_without_any_token_the_variable_is_named(settings: Settings) -> None:
    bare = settings.model_copy(update={"telegram_token": None})
    plan = Plan(settings, telegram=False, worker=False, web=True, sandbox=True, given=bare)
    with pytest.raises(BotNotFound, match="HUIFANG_TELEGRAM_TOKEN"):
        await build_bot_name(plan)(None)


def test_shipped_sets_of_answers_are_there() -> None:
    assert list(starter_files()) == ["hotel", "parcels", "shop"]
