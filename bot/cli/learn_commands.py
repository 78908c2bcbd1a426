"""`huifang nlu learn`, `models`, `restore`: learn from what staff have labelled, and go back."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from actions.quality.lesson_requests import Lesson, lessons
from bot.cli.clear_errors import Failure
from bot.cli.database_access import current_settings, open_database
from bot.cli.rasa_environment import run_module
from bot.wiring.data_files import ROOT, settings_in_force
from bot.wiring.training_process import as_lines
from nlu.training import model_registry
from nlu.training.checksum import SealError

_MODELS = click.option(
    "--models",
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    default=ROOT / "models",
    show_default="models",
    help="Where models lie.",
)


@click.command()
@_MODELS
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def learn(models: Path, *, as_json: bool) -> None:
    """Train a candidate on what staff have labelled; it becomes current unless it is worse."""
    labelled = as_lines(asyncio.run(_labelled()))
    learned = str(current_settings().home / "learned")
    run_module(
        "nlu.learn",
        "--out",
        str(models),
        "--learned",
        learned,
        *(["--json"] if as_json else []),
        stdin=labelled,
    )


@click.command("models")
@_MODELS
def list_models(models: Path) -> None:
    """List the models that can be restored, the newest first."""
    for one in model_registry.stock(models, ROOT):
        state = "current" if one.current else "" if one.usable else "of another version"
        click.echo(f"{one.name}  {one.trained_at:%Y-%m-%d %H:%M} UTC  {state}".rstrip())


@click.command()
@click.argument("name", required=False)
@_MODELS
def restore(name: str | None, models: Path) -> None:
    """Make an older model current again: NAME, or the one before. A running server takes it up at once.

    \f

    Raises:
        Failure: there is no such model, or it cannot be trusted.
    """
    try:
        click.echo(f"{model_registry.restore(models, ROOT, name)} is the current model now.")
    except (model_registry.NoSuchModel, SealError) as exc:
        raise Failure(str(exc)) from exc


async def _labelled() -> Sequence[Lesson]:
    async with open_database() as database:
        house = (await settings_in_force(current_settings(), database)).now.house
        async with database.reading() as session:
            return await lessons(session, house.agreeing)
