"""`huifang export responses` and `dictionary`: surveys one by one, answered or not, and what columns mean."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.database_access import current_settings, open_database
from bot.cli.output_target import require_target, target
from bot.cli.reports.data_dictionary import DICTIONARY, dictionary_rows, spss_syntax
from bot.cli.reports.export_files import csv_or_xlsx, export, output
from bot.cli.reports.periods import first_day, last_day, read_period, zone_option
from bot.spreadsheets.table_files import CsvFile, Row, XlsxFile, each
from nlu.contract.labels import Language
from store.question_columns import QuestionColumn, question_columns
from store.reports.sums.scope import Scope
from store.response_exports import ExportedResponse, wide_responses

__all__ = ["export"]  # with the commands of this module
BASE = tuple(field.name for field in fields(ExportedResponse))


@export.command("responses")
@first_day
@last_day
@zone_option
@click.option("--survey", help="One survey: then each question has a column.")
@csv_or_xlsx
@output
def export_responses(
    *,
    first: date | None,
    last: date | None,
    zone: ZoneInfo | None,
    survey: str | None,
    as_csv: bool,
    output: Path | None,
) -> None:
    """Export invitations to surveys, one a row, also those that were not answered, with the reason."""
    zone = zone or current_settings().timezone
    since, until = read_period(first, last).moments(zone)
    if not as_csv:
        require_target(output)
    count = asyncio.run(_export(Scope(survey, since, until), zone, output, as_csv=as_csv))
    click.echo(f"{count} responses exported, times in {zone.key}.", err=True)


@export.command("dictionary")
@click.option("--survey", required=True, help="The survey whose columns are explained.")
@click.option(
    "--spss",
    "language",
    type=click.Choice([each.value for each in Language]),
    help="Syntax for SPSS and PSPP, in this language.",
)
@output
def export_dictionary(*, survey: str, language: str | None, output: Path | None) -> None:
    """Explain the columns of `export responses --survey`: questions, values and their names."""
    columns = asyncio.run(_columns(survey))
    if not columns:
        raise click.ClickException(f"no survey {survey!r} was ever asked")
    with target(output) as file:
        if language is not None:
            file.write(b"\xef\xbb\xbf" + spss_syntax(columns, language).encode())
            return
        table = CsvFile(file, current_settings().timezone)
        asyncio.run(table.table("dictionary", DICTIONARY, each(dictionary_rows(columns))))
        table.close()


async def _columns(survey: str) -> tuple[QuestionColumn, ...]:
    async with open_database() as database, database.reading() as session:
        return await question_columns(session, survey)


async def _export(scope: Scope, zone: ZoneInfo, path: Path | None, *, as_csv: bool) -> int:
    with target(path) as file:
        table = CsvFile(file, zone) if as_csv else XlsxFile(file, zone)
        async with open_database() as database, database.reading() as session:
            columns = await question_columns(session, scope.survey_key) if scope.survey_key else ()

            async def rows() -> AsyncGenerator[Row]:
                async for response, cells in wide_responses(session, scope, columns):
                    yield (*astuple(response), *cells)

            header = (*BASE, *(column.name for column in columns))
            async with aclosing(rows()) as plain:
                count = await table.table("responses", header, plain)
        table.close()
    return count
