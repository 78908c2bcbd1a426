"""The lines on a terminal say where everything is, and the first password once."""

from dataclasses import replace

import pytest

from bot.wiring.parts import Parts
from bot.wiring.welcome import addresses, welcome

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def lines(parts: Parts, password: str | None) -> list[str]:
    said: list[str] = []
    await welcome(parts, password, said.append)
    return said


async def test_website_names_its_addresses(parts: Parts) -> None:
    settings = parts.plan.settings
    site = f"http://{settings.host}:{settings.port}"
    assert await lines(parts, None) == [
        "",
        f"  Staff console   {site}/console/",
        f"  API             {site}/api/v1/docs",
        "",
    ]


async def test_first_password_stands_beside_the_console(parts: Parts) -> None:
    (console,) = (line for line in await lines(parts, "abcd-efgh") if "console" in line)
    assert console.endswith("/console/   (name: admin, password: abcd-efgh – shown only now)")


async def test_chat_is_named_only_where_there_is_a_sandbox(parts: Parts) -> None:
    played = replace(parts, plan=replace(parts.plan, sandbox=True))
    shown = [line for line in addresses(played, None) if line not in addresses(parts, None)]
    assert shown == [f"  Customer chat   {parts.plan.settings.telegram_api}/"]


async def test_process_without_a_website_says_nothing(parts: Parts) -> None:
    assert await lines(replace(parts, plan=replace(parts.plan, web=False)), "abcd-efgh") == []
