"""`huifang db`: the schema, and moving to another database."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import click

from bot.cli.clear_errors import Failure
from bot.cli.database_access import current_settings, open_database
from store.copying import copy_database
from store.engine.database import Database
from store.engine.single_process import single_process
from store.schema import upgrade


@click.group()
def db() -> None:
    """Look after the database's schema, and copy it to another database."""


@db.command("upgrade")
def upgrade_schema() -> None:
    """Bring the database to the schema of this release. `huifang run` does the same at its start."""
    asyncio.run(_upgrade())
    click.echo("The database has the schema of this release.")


@db.command()
@click.option("--to", help="The URL of an empty database, such as postgresql://huifang@localhost/huifang.")
@click.option(
    "--to-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds the URL, so that other users of this machine do not see its password.",
)
def copy(to: str | None, to_file: Path | None) -> None:
    """Copy all rows into another database, and compare both. Huifang must be stopped.

    Row counts and checksums are compared before anything is kept. Then name the new database in
    HUIFANG_DATABASE_URL; the old one stays as it is.
    """
    if (to is None) == (to_file is None):
        raise click.UsageError("give either --to or --to-file")
    address = to or (to_file.read_text(encoding="utf-8").strip() if to_file else "")
    settings = current_settings()
    try:
        source, target = Database.at(settings.database_url), Database.at(address)
    except ValueError as exc:
        raise Failure(f"--to: {exc}") from exc
    if source.engine.url == target.engine.url:
        raise Failure("both databases are the same")
    with single_process(source):
        rows = asyncio.run(_copy(source, target))
    total = sum(rows.values())
    click.echo(
        f"Copied and compared: {total} rows of {len(rows)} tables. Set HUIFANG_DATABASE_URL to it now."
    )


async def _copy(source: Database, target: Database) -> Mapping[str, int]:
    try:
        return await copy_database(source, target)
    finally:
        await source.close()
        await target.close()


async def _upgrade() -> None:
    async with open_database() as database:
        await upgrade(database)
