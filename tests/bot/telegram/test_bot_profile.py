"""How the bot presents itself: checked at the start, told to Telegram where it does not know."""

from pathlib import Path

import pytest
import yaml

from actions.commands import COMMANDS
from actions.settings.yaml_files import DataError
from bot.telegram.bot_profile import Presentation, load_profile, register
from bot.telegram.connection import HuifangBot
from nlu.contract.labels import Language
from tests.bot.telegram.conftest import Stand
from tests.conftest import DATA

SHIPPED = DATA / "telegram" / "profile.yml"


def changed(tmp_path: Path, language: str, **fields: object) -> Path:
    content = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    content[language].update(fields)
    file = tmp_path / "profile.yml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return file


def test_shipped_profile_is_complete() -> None:
    profile = load_profile(SHIPPED)
    assert set(profile) == set(Language)
    assert {tuple(each.commands) for each in profile.values()} == {
        ("status", "language", "help", "stop", "resume", "export", "forget", "start")
    }


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("description", "x" * 513, "en.description: "),
        ("short_description", "", "en.short_description: "),
        ("commands", {"Help": "x"}, "en.commands.Help.[key]: "),
        (
            "commands",
            {**dict.fromkeys(COMMANDS, "x"), "dance": "x"},
            "en.commands: dance is missing or unknown",
        ),
        ("commands", dict.fromkeys([name for name in COMMANDS if name != "stop"], "x"), "en.commands: stop"),
        ("colour", "red", "en.colour: "),
    ],
)
def test_mistake_is_named_with_its_place(tmp_path: Path, field: str, value: object, problem: str) -> None:
    file = changed(tmp_path, "en", **{field: value})
    with pytest.raises(DataError) as caught:
        load_profile(file)
    assert caught.value.problems[0].startswith(f"{file}: {problem}")


def test_missing_language_is_named(tmp_path: Path) -> None:
    file = tmp_path / "profile.yml"
    file.write_text(yaml.safe_dump({"en": yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["en"]}))
    with pytest.raises(DataError, match="zh is missing"):
        load_profile(file)


async def shown(bot: HuifangBot, code: str | None) -> Presentation:
    commands = await bot.get_my_commands(language_code=code)
    return Presentation(
        description=(await bot.get_my_description(language_code=code)).description,
        short_description=(await bot.get_my_short_description(language_code=code)).short_description,
        commands={command.command: command.description for command in commands},
    )


async def test_telegram_shows_the_profile_in_each_language(stand: Stand, bot: HuifangBot) -> None:
    profile = load_profile(SHIPPED)
    await register(bot, profile, Language.EN)
    assert await shown(bot, "zh") == profile[Language.ZH]
    assert await shown(bot, "en") == profile[Language.EN]
    assert await shown(bot, None) == profile[Language.EN]


async def test_what_telegram_knows_is_not_told_again(stand: Stand, bot: HuifangBot) -> None:
    profile = load_profile(SHIPPED)
    await register(bot, profile, Language.ZH)
    told = {name: count for name, count in stand.world.calls.items() if name.startswith("set")}
    await register(bot, profile, Language.ZH)
    assert {name: count for name, count in stand.world.calls.items() if name.startswith("set")} == told
