"""`huifang backup` and `huifang restore`: all data in one folder, also while Huifang runs."""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import click
from dotenv import dotenv_values
from sqlalchemy import make_url

from bot.cli.backups.backup_set import DataPlaces, restore_backup, write_backup
from bot.cli.backups.postgresql_dump import restore_dump, write_dump
from bot.cli.clear_errors import Failure
from bot.cli.database_access import current_settings
from bot.data_folder import settings_file
from bot.settings import PREFIX, SECRETS, Settings
from bot.timing.clock import now
from bot.wiring.data_files import ROOT
from store.engine.database import Database
from store.engine.single_process import single_process

_MODELS = click.option(
    "--models",
    type=click.Path(file_okay=False, resolve_path=True, path_type=Path),
    default=ROOT / "models",
    show_default="models",
    help="Where models lie.",
)


@click.command()
@_MODELS
@click.argument("to", type=click.Path(path_type=Path))
def backup(to: Path, models: Path) -> None:
    """Write database, learned words, models and settings into the new folder TO. Huifang may run meanwhile.

    Secrets and their key are left out. A PostgreSQL database is dumped by pg_dump, as it is at one moment.
    """
    settings = current_settings()
    places, url = _places(settings, models), make_url(settings.database_url)
    if places.database is not None and not places.database.exists():
        raise Failure(f"there is no database at {places.database}")
    dump = partial(write_dump, url) if url.get_backend_name() == "postgresql" else None
    rows = write_backup(places, to, list(_lines(settings)), now(), dump)
    total = f"{sum(rows.values())} rows of {len(rows)} tables"
    click.echo(f"{to} holds {total}. Keep {settings.home / 'secret.key'} elsewhere: it is not in it.")


@click.command()
@click.argument("source", metavar="FROM", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_MODELS
@click.option(
    "--replace",
    is_flag=True,
    help="Overwrite the present database; an SQLite file is kept.",
)
def restore(source: Path, models: Path, *, replace: bool) -> None:
    """Bring database, learned words and models back from the folder FROM. Huifang must be stopped."""
    settings = current_settings()
    places, url = _places(settings, models), make_url(settings.database_url)
    if url.get_backend_name() == "postgresql":
        bring_back = partial(restore_dump, url, replace=replace)
        rows = restore_backup(source, places, now(), replace=replace, bring_back=bring_back)
    else:
        with single_process(Database.at(settings.database_url)):
            rows = restore_backup(source, places, now(), replace=replace)
    click.echo(f"Restored and checked: {sum(rows.values())} rows of {len(rows)} tables.")


def _places(settings: Settings, models: Path) -> DataPlaces:
    url = make_url(settings.database_url)
    is_file = url.get_backend_name() == "sqlite" and url.database
    return DataPlaces(Path(url.database or "") if is_file else None, settings.home / "learned", models)


def _lines(settings: Settings) -> Iterator[str]:
    """The settings as lines of a `.env` file; of a secret only the name."""
    given = {**dotenv_values(settings_file(os.environ)), **os.environ}
    secret = {f"{PREFIX}{name.upper()}" for name in SECRETS}
    for name, value in sorted(given.items()):
        if name in secret:
            yield f"# {name} is a secret, and is not in this backup."
        elif name.startswith(PREFIX):
            yield f"{name}={value}"
