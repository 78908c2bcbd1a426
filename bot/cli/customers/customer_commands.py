"""`huifang customers`: what other systems know about customers."""

import asyncio
from pathlib import Path

import click

from actions.customers.customer_import import CustomerImport, import_customers, plan_customers
from actions.customers.customer_table import (
    LARGEST,
    MOST_LINES,
    ImportProblem,
    LineProblem,
    WrongTable,
    read_customer_table,
)
from actions.customers.known_attributes import LONGEST_NAME, LONGEST_VALUE, MOST
from actions.settings.yaml_files import DataError
from bot.cli.clear_errors import Failure
from bot.cli.database_access import open_database
from bot.timing.clock import now

SAID = {
    ImportProblem.UNREADABLE: "expected a CSV file in UTF-8, UTF-16 or GBK; name another with --encoding",
    ImportProblem.TOO_LARGE: f"expected at most {MOST_LINES} lines and {LARGEST} bytes: split the file",
    ImportProblem.NO_KEY_COLUMN: "expected a column telegram_id, customer_number or username",
    ImportProblem.NO_ATTRIBUTE: "expected a column beside the one that names the customer",
    ImportProblem.REPEATED_COLUMN: "the column is there more than once: keep one",
    ImportProblem.UNFIT_NAME: f"expected a name of at most {LONGEST_NAME} printable characters",
    ImportProblem.TOO_MANY_CELLS: "there are more cells than columns; a cell with the delimiter needs quotes",
    ImportProblem.NO_KEY: "no cell names the customer",
    ImportProblem.WRONG_ID: "expected an id in digits, as text: spreadsheet programs round long numbers",
    ImportProblem.UNFIT_VALUE: f"expected at most {LONGEST_VALUE} printable characters",
    ImportProblem.TWICE: "a line above is about the same customer: keep one",
    ImportProblem.CONTRADICTION: "telegram_id and customer_number belong to two customers",
    ImportProblem.SEVERAL: "several customers have had this user name: use telegram_id",
    ImportProblem.TOO_MANY_ATTRIBUTES: f"a customer has at most {MOST} attributes",
}


@click.group()
def customers() -> None:
    """Import what other systems know about customers."""


@customers.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--encoding", help="[default: recognised; UTF-8, UTF-16 or GBK]")
def import_file(file: Path, *, dry_run: bool, encoding: str | None) -> None:
    """Set attributes of customers from a CSV FILE: all of it, or nothing if a line is wrong.

    A column telegram_id, customer_number or username names the customer; each other column is an attribute.
    Empty cells change nothing. Customers who are not known are left out, and their lines are named.
    """
    try:
        result = asyncio.run(_import(file.read_bytes(), encoding, dry_run=dry_run))
    except WrongTable as exc:
        raise DataError([_sentence(file, each) for each in exc.problems]) from exc
    except LookupError as exc:
        raise Failure(f"no encoding is called {encoding}") from exc
    if result.unknown:
        click.echo(f"not known\tlines {', '.join(map(str, result.unknown))}")
    ending = "; nothing was written" if dry_run else ""
    click.echo(
        f"{result.changed} changed, {result.unchanged} unchanged, {len(result.unknown)} not known{ending}"
    )


async def _import(content: bytes, encoding: str | None, *, dry_run: bool) -> CustomerImport:
    rows = read_customer_table(content, encoding)
    async with open_database() as database:
        if dry_run:
            async with database.reading() as session:
                return await plan_customers(session, rows)
        async with database.transaction() as session:
            return await import_customers(session, rows, now())


def _sentence(file: Path, each: LineProblem) -> str:
    column = f", column {each.column}" if each.column else ""
    return f"{file}, line {each.line}{column}: {SAID[each.problem]}"
