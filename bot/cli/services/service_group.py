"""`huifang services`: import services from a file, and print start links."""

import asyncio
import codecs
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click

from bot.cli.clear_errors import Failure

# Modules that need the database are imported when a command runs, so that `huifang --help` is quick.


@click.group()
def services() -> None:
    """Import services from a file, and print start links."""


@services.command("import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--encoding", help="Such as big5.  [default: UTF-8, UTF-16 and GB 18030 are recognised]")
@click.option("--timezone", help="Of times without a zone.  [default: HUIFANG_TIMEZONE]")
@click.option("--day-first/--month-first", default=None, help="Whether 3/4/2026 is in April or in March.")
def import_file(file: Path, encoding: str | None, timezone: str | None, *, day_first: bool | None) -> None:
    """Report every service in FILE, a CSV file with a heading.

    Columns: source, id, telegram_id or external_id, ended_at (or starts_at for services that are booked, in
    rows without ended_at); and if you like outlet, agent, kind, survey,
    timezone (the customer's, by its IANA name, for the quiet hours) and phone (the customer's, with its
    country code; it proves who follows a start link). Headings may be Chinese, such as 来源, 单号, 客户编号,
    结束时间 and 门店. Each row is imported by itself, and a service that is known already changes nothing: a
    file can be imported again. Wrong rows are named with their line; the exit code is then 1.
    """
    from bot.cli.services.service_import import TableForm, UnreadableFile, import_services  # noqa: PLC0415

    try:
        form = TableForm(_known_encoding(encoding), _known_zone(timezone), day_first)
        found = asyncio.run(import_services(file, form))
    except UnreadableFile as exc:
        raise Failure(str(exc)) from exc
    if not found.encoding.startswith("utf-8"):
        click.echo(f"{file} is read as {found.encoding.upper()}", err=True)
    for problem in found.problems:
        click.echo(f"{file}, {problem}", err=True)
    click.echo(found.as_text())
    if found.problems:
        sys.exit(1)


def _known_encoding(name: str | None) -> str | None:
    try:
        return name if name is None else codecs.lookup(name).name
    except LookupError as exc:
        raise click.BadParameter(f"there is no encoding {name!r}", param_hint="--encoding") from exc


def _known_zone(name: str | None) -> ZoneInfo | None:
    try:
        return name if name is None else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        said = "expected an IANA time zone such as Asia/Shanghai"
        raise click.BadParameter(said, param_hint="--timezone") from exc


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
    from bot.cli.services.service_ended import bot_name  # noqa: PLC0415
    from bot.timing.clock import now  # noqa: PLC0415
    from bot.wiring.data_files import settings_in_force  # noqa: PLC0415

    settings = current_settings()
    try:
        async with open_database() as database:
            rules = (await settings_in_force(settings, database)).now.house.rules
            async with database.reading() as session:
                found = await find_start_link(session, service, now(), rules)
    except ServiceError as exc:
        raise Failure(str(exc)) from exc
    address = start_link(await bot_name(settings), found.token)
    if address is None:
        raise Failure("the link cannot be made without the bot's name")
    return address
