"""Checks of what stands in front of the website."""

from typing import Any

import pytest

from bot.cli.doctor.diagnosis import Health
from bot.cli.doctor.proxy_check import TRUST, check_proxy
from bot.settings import Settings


async def found(**given: Any) -> tuple[Health, str]:
    (only,) = [each async for each in check_proxy(Settings.model_validate(given))]
    return only.health, only.advice


@pytest.mark.parametrize(
    ("host", "health"),
    [("127.0.0.1", Health.FINE), ("::1", Health.FINE), ("localhost", Health.FINE), ("0.0.0.0", Health.WRONG)],  # noqa: S104
)
async def test_website_without_proxy_answers_this_machine_only(host: str, health: Health) -> None:
    assert (await found(host=host))[0] is health


async def test_proxy_must_be_encrypted_trusted_and_there(unused_port: int) -> None:
    assert (await found(public_url="http://desk.example.com"))[0] is Health.WRONG
    assert await found(public_url="https://desk.example.com") == (Health.WRONG, TRUST)
    away = await found(public_url=f"https://127.0.0.1:{unused_port}", trusted_proxies="127.0.0.1")
    assert away == (Health.WRONG, "start proxy and website; see its log")
