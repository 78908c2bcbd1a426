"""`huifang export responses` and `dictionary`: surveys one by one, answered or not, and what columns mean."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path
from typing import IO
from zoneinfo import ZoneInfo

import click

from bot.cli.database_access import current_settings, open_database
from bot.cli.output_target import require_target, target
from bot.cli.reports.data_dictionary import DICTIONARY, dictionary_rows
from bot.cli.reports.export_files import csv_or_xlsx, export, output
from bot.cli.reports.periods import first_day, last_day, read_period, zone_option
from bot.spreadsheets.table_files import CsvFile, Row, TableFile, XlsxFile, each
from nlu.contract.labels import Language
from store.question_columns import QuestionColumn, question_columns
from store.reports.sums.scope import Scope
from store.response_exports import ExportedResponse, wide_responses

__all__ = ["export"]  # with the commands of this module
MakeFile = Callable[[IO[bytes], Sequence[QuestionColumn]], TableFile]
BASE = tuple(field.name for field in fields(ExportedResponse))


@export.command("responses")
@first_day
@last_day
@zone_option
@click.option("--survey", help="One survey: then each question has a column.")
@click.option(
    "--sav",
    "language",
    type=click.Choice([each.value for each in Language]),
    help="Write a file of SPSS with labels in this language, of one survey.",
)
@csv_or_xlsx
@output
def export_responses(
    *,
    first: date | None,
    last: date | None,
    zone: ZoneInfo | None,
    survey: str | None,
    language: str | None,
    as_csv: bool,
    output: Path | None,
) -> None:
    """Export invitations to surveys, one a row, also those that were not answered, with the reason."""
    zone = zone or current_settings().timezone
    since, until = read_period(first, last).moments(zone)
    if language is not None and survey is None:
        raise click.UsageError("--sav needs --survey")
    if language is not None or not as_csv:
        require_target(output)
    make = _writer(zone, language, as_csv=as_csv)
    count = asyncio.run(_export(Scope(survey, since, until), make, output))
    click.echo(f"{count} responses exported, times in {zone.key}.", err=True)


@export.command("dictionary")
@click.option("--survey", required=True, help="The survey whose columns are explained.")
@output
def export_dictionary(*, survey: str, output: Path | None) -> None:
    """Explain the columns of `export responses --survey`: questions, values and their names."""
    columns = asyncio.run(_columns(survey))
    if not columns:
        raise click.ClickException(f"no survey {survey!r} was ever asked")
    with target(output) as file:
        table = CsvFile(file, current_settings().timezone)
        asyncio.run(table.table("dictionary", DICTIONARY, each(dictionary_rows(columns))))
        table.close()


async def _columns(survey: str) -> tuple[QuestionColumn, ...]:
    async with open_database() as database, database.reading() as session:
        return await question_columns(session, survey)


def _writer(zone: ZoneInfo, language: str | None, *, as_csv: bool) -> MakeFile:
    """Return what makes the file from the columns of questions."""
    if language is None:
        return lambda file, _: CsvFile(file, zone) if as_csv else XlsxFile(file, zone)
    # Half a second that only this file needs: it imports pandas.
    from bot.cli.reports.spss_file import SpssFile  # noqa: PLC0415

    return lambda file, columns: SpssFile(file, zone, columns, Language(language))


async def _export(scope: Scope, make: MakeFile, path: Path | None) -> int:
    with target(path) as file:
        async with open_database() as database, database.reading() as session:
            columns = await question_columns(session, scope.survey_key) if scope.survey_key else ()
            table = make(file, columns)

            async def rows() -> AsyncGenerator[Row]:
                async for response, cells in wide_responses(session, scope, columns):
                    yield (*astuple(response), *cells)

            header = (*BASE, *(column.name for column in columns))
            async with aclosing(rows()) as plain:
                count = await table.table("responses", header, plain)
        table.close()
    return count
