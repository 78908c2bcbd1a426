"""`huifang surveys`: check and preview definitions, and explain why a customer was asked or not."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.clear_errors import Failure

# Modules that need the database or definitions are imported when a command runs, so that `huifang --help` is
# quick.
if TYPE_CHECKING:
    from actions.settings.house import House
    from actions.surveys.policy.explanation_texts import Explanations

in_language = click.option(
    "--language", type=click.Choice(["zh", "en"]), help="[default: as in the settings]"
)


@click.group()
def surveys() -> None:
    """Check and preview surveys, and explain decisions about asking."""


@surveys.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
def check(folder: Path | None) -> None:
    """Check every survey in FOLDER, by default data/surveys, and name mistakes with file and line."""
    from actions.settings.survey_definition import load_surveys  # noqa: PLC0415
    from bot.wiring.data_files import DATA  # noqa: PLC0415

    for key, survey in load_surveys(folder or DATA / "surveys").items():
        click.echo(f"{key}\t{len(survey.asked)} questions\tversion {survey.digest[:12]}")


@surveys.command()
@click.argument("key")
@in_language
def preview(key: str, *, language: str | None) -> None:
    """Show the survey KEY as customers see it."""
    from actions.surveys.asking.preview import preview as written_out  # noqa: PLC0415

    house = asyncio.run(_house())
    if key not in house.surveys:
        raise Failure(f"there is no survey {key!r}; known: {', '.join(house.surveys)}")
    today = datetime.now().astimezone().date()
    for line in written_out(house.surveys[key], _words(language, house), house.replies, today):
        click.echo(line)


@surveys.command()
@click.argument("service")
@in_language
def why(service: str, *, language: str | None) -> None:
    """Explain what was decided about SERVICE: our number, or SOURCE/ID as the system told it."""
    for line in asyncio.run(_why(service, language)):
        click.echo(line)


async def _house() -> "House":
    from bot.cli.database_access import current_settings, open_database  # noqa: PLC0415
    from bot.wiring.data_files import settings_in_force  # noqa: PLC0415

    async with open_database() as database:
        return (await settings_in_force(current_settings(), database)).now.house


def _words(language: str | None, house: "House") -> "Explanations":
    from actions.surveys.policy.explanation_texts import load_explanations  # noqa: PLC0415
    from bot.wiring.data_files import DATA  # noqa: PLC0415
    from nlu.contract.labels import Language  # noqa: PLC0415

    return load_explanations(DATA / "explanations", Language(language) if language else house.language)


async def _why(name: str, language: str | None) -> list[str]:
    from actions.surveys.policy.events import NoSuchService  # noqa: PLC0415
    from actions.surveys.policy.explanation import explain, find_service  # noqa: PLC0415
    from bot.cli.database_access import open_database  # noqa: PLC0415

    house = await _house()
    try:
        async with open_database() as database, database.reading() as session:
            service = await find_service(session, name)
            return await explain(session, service, _words(language, house), house.zone)
    except NoSuchService as exc:
        raise Failure(str(exc)) from exc
