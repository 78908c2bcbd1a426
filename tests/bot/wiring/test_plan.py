"""What is started follows from the settings and the role."""

import socket
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import Settings
from bot.wiring.plan import CannotStart, plan_everything, plan_telegram, plan_web, plan_worker
from store.models.address import Address


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"HUIFANG_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    return Settings(port=0, sandbox_port=0)


def test_without_a_token_the_sandbox_takes_telegrams_place(settings: Settings) -> None:
    plan = plan_everything(settings)
    assert (plan.sandbox, plan.token, plan.settings.telegram_api) == (
        True,
        "1000:sandbox",
        "http://127.0.0.1:0",
    )


def test_with_a_token_there_is_no_sandbox(settings: Settings) -> None:
    plan = plan_everything(Settings(telegram_token="42:made-up", port=0))
    assert (plan.sandbox, plan.token, plan.settings.telegram_api) == (
        False,
        "42:made-up",
        "https://api.telegram.org",
    )


def test_nlu_server_that_is_named_is_not_started(settings: Settings) -> None:
    plan = plan_everything(Settings(nlu_url="http://127.0.0.1:5005", port=0, sandbox_port=0))
    assert (plan.nlu_port, plan.nlu_url) == (None, "http://127.0.0.1:5005")


def test_nlu_server_that_is_not_named_is_a_child(settings: Settings) -> None:
    plan = plan_worker(settings)
    assert plan.nlu_url == f"http://127.0.0.1:{plan.nlu_port}"


def test_role_alone_needs_a_token(settings: Settings) -> None:
    with pytest.raises(CannotStart, match="HUIFANG_TELEGRAM_TOKEN is missing"):
        _ = plan_telegram(settings).token


def test_webhook_takes_the_place_of_polling(settings: Settings) -> None:
    hooked = Settings(
        telegram_token="42:made-up",
        telegram_webhook="https://bot.example",
        webhook_secret="made-up",
        port=0,
    )
    plan = plan_everything(hooked)
    assert (plan.polled, plan.delivered_to, plan.bot) == (False, True, Address(42))
    assert (plan_worker(hooked).delivered_to, plan_web(hooked).delivered_to) == (False, True)
    with pytest.raises(CannotStart, match="HUIFANG_TELEGRAM_WEBHOOK is set"):
        plan_telegram(hooked)


def test_website_alone_uses_a_token_and_needs_none(settings: Settings) -> None:
    assert plan_web(settings).needs_bot is False
    assert plan_web(settings.model_copy(update={"telegram_token": SecretStr("42:made-up")})).needs_bot is True


def test_used_port_is_named_with_the_way_out(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"port {port} on 127\.0\.0\.1 is in use; .*HUIFANG_PORT"):
            plan_web(settings.model_copy(update={"port": port}))
        with pytest.raises(CannotStart, match="HUIFANG_SANDBOX_PORT"):
            plan_everything(settings.model_copy(update={"sandbox_port": port}))
