"""`huifang report`: survey results with sample sizes and intervals."""

import asyncio
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.api.report_bodies import ReportBody
from bot.cli.database_access import current_settings, open_database
from bot.cli.output_target import require_target, target
from bot.cli.reports.periods import first_day, last_day, read_period, zone_option
from bot.cli.reports.rebuild import rebuild
from bot.cli.reports.report_charts import write_charts
from bot.cli.reports.text_report import as_text
from bot.spreadsheets.sections import joined, sections
from bot.spreadsheets.table_files import CsvFile, XlsxFile, each
from store.reports.period import Period
from store.reports.report import Report, ReportRequest
from store.reports.report import report as count
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope


@click.group(invoke_without_command=True)
@first_day
@last_day
@click.option("--by", type=click.Choice([by.value for by in By]), help="Break down, and compare.")
@click.option("--survey", help="One survey only.")
@click.option("--outlet", help="One outlet only.")
@click.option(
    "--versus", help="Show the change since `previous` (as many days before) or 2026-10-01..2026-10-31."
)
@zone_option
@click.option("--json", "form", flag_value="json", help="As the API answers.")
@click.option("--csv", "form", flag_value="csv", help="All tables in one, with a byte order mark.")
@click.option("--xlsx", "form", flag_value="xlsx", help="A workbook with a sheet a table.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file.")
@click.option("--charts", type=click.Path(file_okay=False, path_type=Path), help="A folder for SVG charts.")
@click.pass_context
def report(
    context: click.Context,
    *,
    first: date | None,
    last: date | None,
    by: str | None,
    survey: str | None,
    outlet: str | None,
    versus: str | None,
    zone: ZoneInfo | None,
    form: str | None,
    output: Path | None,
    charts: Path | None,
) -> None:
    """CSAT, NPS, effort, dimensions, gaps, response rate and recovery of the surveys sent in a period.

    Every number has its n, a 95 % interval and its formula. Groups with fewer than 10 answers are marked, and
    not ranked.
    """
    if context.invoked_subcommand is not None:
        return
    if form == "xlsx":
        require_target(output)
    zone = zone or current_settings().timezone
    period = read_period(first, last)
    since, until = period.moments(zone)
    scope = Scope(survey_key=survey, since=since, until=until, outlet=outlet)
    earlier, now = _earlier(period, versus, zone), datetime.now(UTC)
    asked = ReportRequest(scope, zone, None if by is None else By(by), earlier, now, with_answers=True)
    result = asyncio.run(_count(asked))
    if charts is not None:
        click.echo(f"{write_charts(result, charts)} charts in {charts}.", err=True)
    asyncio.run(_write(result, form, output))


report.add_command(rebuild)


def _earlier(
    period: Period, versus: str | None, zone: ZoneInfo
) -> tuple[datetime | None, datetime | None] | None:
    try:
        earlier = period.versus(versus)
    except ValueError as exc:
        raise click.UsageError(f"--versus: {exc}") from exc
    return None if earlier is None else earlier.moments(zone)


async def _count(asked: ReportRequest) -> Report:
    async with open_database() as database, database.reading() as session:
        return await count(session, asked)


async def _write(result: Report, form: str | None, path: Path | None) -> None:
    zone = result.asked.zone
    with target(path) as file:
        match form:
            case "json":
                file.write(ReportBody.model_validate(result).model_dump_json(indent=2).encode() + b"\n")
            case "csv":
                table = joined(sections(result))
                csv = CsvFile(file, zone)
                await csv.table(table.title, table.header, each(table.rows))
                csv.close()
            case "xlsx":
                book = XlsxFile(file, zone)
                for section in sections(result):
                    await book.table(section.title, section.header, each(section.rows))
                book.close()
            case _:
                file.write(as_text(result).encode())
