"""The bot's profile in Telegram: commands and descriptions, read from data/telegram/profile.yml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError
from telegram import Bot, BotCommand

from actions.commands import COMMANDS
from actions.settings.yaml_files import DataError, load_yaml, mistakes_of
from bot.telegram.send_errors import receiving
from nlu.contract.labels import Language

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,32}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=256)]


class Presentation(BaseModel):
    """What Telegram shows before a customer presses start, in the bot's profile, and in its menu."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    description: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=512)]
    short_description: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    commands: Annotated[dict[Name, Text], Field(min_length=1, max_length=100)]


Profile = Mapping[Language, Presentation]


def load_profile(file: Path) -> Profile:
    """Read the profile in each language.

    Raises:
        DataError: the file is broken, a language is missing, a text is too long for Telegram, or the
            commands are not the same in every language or not those that Huifang knows.
    """
    try:
        profile = TypeAdapter(dict[Language, Presentation]).validate_python(load_yaml(file))
    except ValidationError as exc:
        raise DataError(mistakes_of(file, exc)) from exc
    problems = [f"{file}: {language.value} is missing" for language in Language if language not in profile]
    for language, presentation in profile.items():
        odd = sorted(set(presentation.commands) ^ set(COMMANDS))
        problems += [f"{file}: {language.value}.commands: {name} is missing or unknown" for name in odd]
    if problems:
        raise DataError(problems)
    return profile


async def register(bot: Bot, profile: Profile, default: Language) -> None:
    """Set the profile in Telegram where it differs; the default language is for apps in any other language.

    Telegram allows few changes a day, so what is the same already is not set again.

    Raises:
        TokenRefused, NotNow: see `bot.telegram.send_errors`.
    """
    with receiving():
        await _register(bot, None, profile[default])
        for language in Language:
            await _register(bot, language.value, profile[language])


async def _register(bot: Bot, code: str | None, presentation: Presentation) -> None:
    commands = tuple(BotCommand(name, text) for name, text in presentation.commands.items())
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)
    if (await bot.get_my_description(language_code=code)).description != presentation.description:
        await bot.set_my_description(presentation.description, language_code=code)
    short = presentation.short_description
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
