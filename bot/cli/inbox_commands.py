"""`huifang inbox`: updates that failed too often and were parked."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from bot.cli.clear_errors import Failure

if TYPE_CHECKING:
    from store.queues.parked_updates import ParkedUpdate

# Modules that need the database are imported when a command runs, so that `huifang --help` is quick.


@click.group()
def inbox() -> None:
    """List and retry updates that failed too often and were parked, so that their chats could go on."""


@inbox.command("list")
def list_parked() -> None:
    """List parked updates: number, Telegram's update id, time of arrival, attempts, failure."""
    for each in asyncio.run(_parked()):
        click.echo(
            f"{each.id}\t{each.update_id}\t{each.received_at:%Y-%m-%d %H:%M}\t{each.attempts}\t{each.error}"
        )


@inbox.command()
@click.argument("numbers", nargs=-1, type=click.IntRange(min=1))
@click.option("--all", "everything", is_flag=True, help="All parked updates.")
def retry(numbers: tuple[int, ...], *, everything: bool) -> None:
    """Work on the updates with these NUMBERS again, as if they had just come in."""
    if bool(numbers) is everything:
        raise click.UsageError("name the numbers that `huifang inbox list` shows, or say --all")
    retried = asyncio.run(_retry(None if everything else numbers))
    click.echo(f"{len(retried)} to be worked on again.")
    if unknown := sorted(set(numbers) - set(retried)):
        raise Failure(f"not put aside, or unknown: {', '.join(map(str, unknown))}; see `huifang inbox list`")


async def _parked() -> "tuple[ParkedUpdate, ...]":
    from bot.cli.database_access import open_database  # noqa: PLC0415
    from store.queues.parked_updates import list_parked  # noqa: PLC0415

    async with open_database() as database, database.reading() as session:
        return await list_parked(session)


async def _retry(numbers: Sequence[int] | None) -> list[int]:
    """Retry these updates, or all; return the numbers of those that were parked."""
    from bot.cli.database_access import open_database  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415
    from store.queues.parked_updates import list_parked, retry  # noqa: PLC0415

    async with open_database() as database, database.transaction() as session:
        chosen = [each.id for each in await list_parked(session)] if numbers is None else numbers
        return await retry(session, chosen, now())
