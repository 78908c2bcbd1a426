"""`huifang export`: conversations and answers as files for a spreadsheet program."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import astuple
from datetime import date
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.database_access import current_settings, open_database
from bot.cli.output_target import require_target, target
from bot.cli.reports.periods import first_day, last_day, read_period, zone_option
from bot.spreadsheets.table_files import CsvFile, Row, XlsxFile
from store.exports import ExportedAnswer, ExportedConversation, answers, conversations, header
from store.reports.sums.scope import Scope

Exported = ExportedConversation | ExportedAnswer
Source = Callable[[AsyncSession], AsyncIterator[Exported]]

csv_or_xlsx = click.option("--csv/--xlsx", "as_csv", default=True, help="The kind of file.  [default: csv]")
output = click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file.")


@click.group()
def export() -> None:
    """Write conversations or survey answers into a file: CSV with a byte order mark, or XLSX.

    No cell is a formula, and no id of Telegram is exported. The texts are what customers wrote: treat the
    file as personal data.
    """


@export.command("conversations")
@first_day
@last_day
@zone_option
@csv_or_xlsx
@output
def export_conversations(
    *, first: date | None, last: date | None, zone: ZoneInfo | None, as_csv: bool, output: Path | None
) -> None:
    """Export conversations of the period, one a row, newest first."""
    zone = zone or current_settings().timezone
    since, until = read_period(first, last).moments(zone)
    source = partial(conversations, since=since, until=until)
    _write("conversations", ExportedConversation, source, zone, output, as_csv=as_csv)


@export.command("answers")
@first_day
@last_day
@zone_option
@click.option("--survey", help="One survey only.")
@csv_or_xlsx
@output
def export_answers(
    *,
    first: date | None,
    last: date | None,
    zone: ZoneInfo | None,
    survey: str | None,
    as_csv: bool,
    output: Path | None,
) -> None:
    """Export answers to surveys that were sent in the period, one a row."""
    zone = zone or current_settings().timezone
    since, until = read_period(first, last).moments(zone)
    source = partial(answers, scope=Scope(survey_key=survey, since=since, until=until))
    _write("answers", ExportedAnswer, source, zone, output, as_csv=as_csv)


def _write(
    title: str, kind: type[Exported], source: Source, zone: ZoneInfo, path: Path | None, *, as_csv: bool
) -> None:
    if not as_csv:
        require_target(path)
    count = asyncio.run(_export(title, kind, source, zone, path, as_csv=as_csv))
    click.echo(f"{count} {title} exported, times in {zone.key}.", err=True)


async def _export(
    title: str, kind: type[Exported], source: Source, zone: ZoneInfo, path: Path | None, *, as_csv: bool
) -> int:
    with target(path) as file:
        table = CsvFile(file, zone) if as_csv else XlsxFile(file, zone)
        async with open_database() as database, database.reading() as session:
            rows = source(session)
            async with aclosing(_rows(rows)) as plain:
                count = await table.table(title, header(kind), plain)
        table.close()
    return count


async def _rows(exported: AsyncIterator[Exported]) -> AsyncGenerator[Row]:
    async for each in exported:
        yield astuple(each)
