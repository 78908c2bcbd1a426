"""Services from a CSV file: each row is checked like a body of the API, and stored in one transaction."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from actions.settings.house import House
from actions.surveys.policy.bookings import service_booked
from actions.surveys.policy.events import ServiceError
from actions.surveys.policy.services import Told, service_ended
from actions.tables.table_cells import RoundedNumber, plain_cell, read_id
from actions.tables.table_encoding import UnknownEncoding, decode
from actions.tables.table_lines import table_lines
from bot.api.service_bodies import ServiceBookedBody, ServiceEndedBody
from bot.cli.database_access import current_settings, open_database
from bot.cli.services.service_ended import CUSTOMER, IDS
from bot.cli.tables.table_headings import RepeatedColumn, column_names
from bot.cli.tables.table_times import UnreadTime, WrittenTimes
from bot.timing.clock import now
from bot.wiring.data_files import settings_in_force
from store.models.surveys import Outcome

REQUIRED = ("source", "id")
TIMES = ("ended_at", "starts_at")  # of a service that has ended, and of one that is booked
OPTIONAL = ("outlet", "agent", "kind", "survey")
WITH_ID = ("id", *IDS, "phone")


class UnreadableFile(Exception):
    """The file cannot be read at all; the message says what is expected."""


class WrongRow(Exception):
    """A row that cannot be imported."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a line that are not empty, by column.

    `misfit` says what is wrong if there are more cells than columns, so that they cannot be told apart.
    """

    line: int
    cells: dict[str, str]
    misfit: str | None


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a file is written: a named encoding, and its times; without `zone`, in that of the house."""

    encoding: str | None = None
    zone: ZoneInfo | None = None
    is_day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and the encoding that it was read in."""

    encoding: str
    rows: tuple[Row, ...]


@dataclass
class Imported:
    """The results of the rows: the decisions, and one sentence for each wrong row."""

    encoding: str
    decisions: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def note(self, told: Told) -> None:
        """Count a row."""
        if not told.created:
            self.decisions["told before"] += 1
        elif told.decision is Outcome.SCHEDULED:
            self.decisions["scheduled"] += 1
        else:
            self.decisions[f"skipped: {told.reason}"] += 1

    def as_text(self) -> str:
        """Return the counts in one line."""
        counts = ", ".join(f"{count} {name}" for name, count in sorted(self.decisions.items()))
        return f"{self.decisions.total()} taken ({counts or 'none'}), {len(self.problems)} wrong"


async def import_services(file: Path, form: TableForm = TableForm()) -> Imported:
    """Import every row of a file.

    Raises:
        UnreadableFile: it is no CSV file with the right columns; nothing was imported.
    """
    table, settings = read_table(file, form.encoding), current_settings()
    times = WrittenTimes(form.zone or settings.timezone, form.is_day_first)
    imported = Imported(table.encoding)
    async with open_database() as database:
        house = (await settings_in_force(settings, database)).now.house
        for row in table.rows:
            try:
                body = _body(row, times)
                async with database.transaction() as session:
                    imported.note(await _store(session, body, house))
            except (WrongRow, ServiceError) as exc:
                imported.problems.append(f"line {row.line}: {exc}")
    return imported


async def _store(session: AsyncSession, body: ServiceEndedBody | ServiceBookedBody, house: House) -> Told:
    if isinstance(body, ServiceBookedBody):
        return await service_booked(session, body.event(), now(), house)
    return await service_ended(session, body.event(), now(), house)


def read_table(file: Path, encoding: str | None = None) -> Table:
    """Return the rows from the one below the heading on, without empty ones.

    Raises:
        UnreadableFile: see `import_services`.
    """
    try:
        decoded = decode(file.read_bytes(), encoding)
        return Table(decoded.encoding, tuple(_rows(file, decoded.text)))
    except (OSError, UnknownEncoding, csv.Error) as exc:
        raise UnreadableFile(f"{file} cannot be read as a CSV file: {exc}") from exc


def _rows(file: Path, text: str) -> Iterator[Row]:
    table = table_lines(text)
    try:
        names = column_names(table.heading)
    except RepeatedColumn as exc:
        raise UnreadableFile(f"{file}, line {table.heading_line}: {exc}") from exc
    _check(f"{file}, line {table.heading_line}", names)
    for line, cells in table.below:
        row = _row(line, names, cells, table.delimiter)
        if row.cells or row.misfit:
            yield row


def _row(line: int, names: list[str], cells: list[str], delimiter: str) -> Row:
    """Return a line as a row. Spreadsheet programs may end lines with empty cells, which are ignored."""
    filled = {name: plain_cell(cell) for name, cell in zip(names, cells, strict=False) if plain_cell(cell)}
    if not any(cell.strip() for cell in cells[len(names) :]):
        return Row(line, filled, None)
    misfit = (
        f"expected {len(names)} cells as in line 1, found {len(cells)}; "
        f"a cell that has a {delimiter!r} in it needs double quotes around it"
    )
    return Row(line, filled, misfit)


def _check(place: str, names: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in names]
    if not {*names} & {*IDS}:
        missing.append(" or ".join(IDS))
    if not {*names} & {*TIMES}:
        missing.append(" or ".join(TIMES))
    if missing:
        raise UnreadableFile(f"{place}: expected the columns {', '.join(missing)} too")
    strange = [name for name in names if name not in {*REQUIRED, *TIMES, *CUSTOMER, *OPTIONAL, ""}]
    if strange:
        raise UnreadableFile(f"{place}: no column is called {', '.join(map(repr, strange))}")


def _body(row: Row, times: WrittenTimes) -> ServiceEndedBody | ServiceBookedBody:
    """Return a row as the API takes it; one with a beginning and no end is a booking.

    Raises:
        WrongRow: cells are missing or wrong, and all of them are named; or there are too many.
    """
    if row.misfit is not None:
        raise WrongRow(row.misfit)
    cells, problems = _read_cells(row, times)
    customer: dict[str, str | int] = {name: cells[name] for name in CUSTOMER if name in cells}
    telegram_id = cells.get("telegram_id", "")
    if telegram_id.isascii() and telegram_id.isdigit():
        customer["telegram_id"] = int(telegram_id)
    given = {name: cell for name, cell in cells.items() if name not in CUSTOMER}
    kind = ServiceBookedBody if "starts_at" in given and "ended_at" not in given else ServiceEndedBody
    if kind is ServiceEndedBody:
        given.pop("starts_at", None)  # a service that has ended has begun as well
    try:
        body = kind.model_validate({**given, "customer": customer})
    except ValidationError as exc:
        found = [(each["loc"], each["msg"]) for each in exc.errors()]
        named = [_named(loc, message) for loc, message in found if str(loc[-1]) not in problems]
        raise WrongRow("; ".join([*named, *problems.values()])) from exc
    if problems:
        raise WrongRow("; ".join(problems.values()))
    return body


def _read_cells(row: Row, times: WrittenTimes) -> tuple[dict[str, str], dict[str, str]]:
    """Return the cells as the API takes them, and what is wrong with those that it cannot take."""
    cells, problems = dict(row.cells), {}
    for name, cell in row.cells.items():
        try:
            if name in WITH_ID:
                cells[name] = read_id(cell)
            elif name in TIMES:
                cells[name] = times.read(cell).isoformat()
        except (RoundedNumber, UnreadTime) as exc:
            problems[name] = f"{name}: {exc}"
    return cells, problems


def _named(loc: tuple[int | str, ...], message: str) -> str:
    if loc == ("customer",):
        return "telegram_id, external_id: expected exactly one of them"
    return f"{loc[-1]}: {message.removeprefix('Value error, ')}"
