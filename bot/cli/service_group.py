"""`huifang services`: import services from a file, and print start links."""

import asyncio
import sys
from pathlib import Path

import click

from bot.cli.clear_errors import Failure

# Modules that need the database are imported when a command runs, so that `huifang --help` is quick.


@click.group()
def services() -> None:
    """Import services from a file, and print start links."""


@services.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Report every service in FILE, a CSV file with a heading.

    Columns: source, id, telegram_id or external_id, ended_at; and if you like outlet, agent, kind, survey,
    timezone (the customer's, by its IANA name, for the quiet hours) and phone (the customer's, with its
    country code; it proves who follows a start link). Each row is imported by itself, and a service that is
    known already changes nothing: a file can be imported again. Wrong rows are named with their line; the
    exit code is then 1.
    """
    from bot.cli.service_import import UnreadableFile, import_services  # noqa: PLC0415

    try:
        found = asyncio.run(import_services(file))
    except UnreadableFile as exc:
        raise Failure(str(exc)) from exc
    for problem in found.problems:
        click.echo(f"{file}, {problem}", err=True)
    click.echo(found.as_text())
    if found.problems:
        sys.exit(1)


@services.command()
@click.argument("service")
@click.option("--png", type=click.Path(dir_okay=False, path_type=Path), help="Write it as a QR code.")
@click.option("--svg", type=click.Path(dir_okay=False, path_type=Path), help="Write it as a QR code.")
def link(service: str, *, png: Path | None, svg: Path | None) -> None:
    """Print the start link of SERVICE: our number, or SOURCE/ID as the system told it."""
    from bot.api.qr import as_png, as_svg  # noqa: PLC0415
    from bot.cli.output_target import target  # noqa: PLC0415

    address = asyncio.run(_link(service))
    for path, draw in ((png, as_png), (svg, as_svg)):
        if path is not None:
            with target(path) as file:
                file.write(draw(address))
    click.echo(address)


async def _link(service: str) -> str:
    from actions.surveys.policy.events import ServiceError  # noqa: PLC0415
    from actions.surveys.policy.services import find_start_link  # noqa: PLC0415
    from bot.api.start_link import start_link  # noqa: PLC0415
    from bot.cli.database_access import current_settings, open_database  # noqa: PLC0415
    from bot.cli.service_ended import bot_name  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415
    from bot.wiring.data_files import read_data_files  # noqa: PLC0415

    settings = current_settings()
    rules = read_data_files(settings).house.rules
    try:
        async with open_database() as database, database.reading() as session:
            found = await find_start_link(session, service, now(), rules)
    except ServiceError as exc:
        raise Failure(str(exc)) from exc
    address = start_link(await bot_name(settings), found.token)
    if address is None:
        raise Failure("the link cannot be made without the bot's name")
    return address
