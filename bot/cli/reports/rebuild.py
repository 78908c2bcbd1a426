"""`huifang report rebuild`: compute the folds of past days again."""

import asyncio

import click

from bot.cli.database_access import current_settings, open_database


@click.command()
def rebuild() -> None:
    """Delete the folds of all past days and compute them again.

    Reports are the same with and without folds, only slower without; the worker computes missing ones every
    minute.
    """
    click.echo(f"{asyncio.run(_rebuild())} folds were computed.")


async def _rebuild() -> int:
    # Imported when the command runs, so that `huifang --help` is quick.
    from bot.timing.clock import now  # noqa: PLC0415
    from store.reports.sums.folding import fold_all, unfold_all  # noqa: PLC0415

    async with open_database() as database:
        async with database.transaction() as session:
            await unfold_all(session)
        return await fold_all(database, now(), current_settings().timezone)
