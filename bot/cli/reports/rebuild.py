"""`huifang report rebuild`: what reports keep of the days that are over, made anew."""

import asyncio

import click

from bot.cli.database_access import current_settings, open_database


@click.command()
def rebuild() -> None:
    """Forget all folded days and fold them again.

    Nothing is lost by it, and nothing but time is won: reports are the same with and without folds, and the
    worker makes those that are missing every minute.
    """
    click.echo(f"{asyncio.run(_rebuild())} folds were made anew.")


async def _rebuild() -> int:
    # Imported when the command runs, so that `huifang --help` is quick.
    from bot.timing.clock import now  # noqa: PLC0415
    from store.reports.sums.folding import fold_all, unfold_all  # noqa: PLC0415

    async with open_database() as database:
        async with database.transaction() as session:
            await unfold_all(session)
        return await fold_all(database, now(), current_settings().timezone)
