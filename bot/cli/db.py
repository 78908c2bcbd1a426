"""`huifang db`: the schema."""

import asyncio

import click

from bot.cli.database_access import open_database
from store.schema import upgrade


@click.group()
def db() -> None:
    """Look after the database's schema."""


@db.command("upgrade")
def upgrade_schema() -> None:
    """Bring the database to the schema of this release. `huifang run` does the same at its start."""
    asyncio.run(_upgrade())
    click.echo("The database has the schema of this release.")


async def _upgrade() -> None:
    async with open_database() as database:
        await upgrade(database)
