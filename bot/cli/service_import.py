"""Services from a CSV file: each row is checked like a body of the API, and stored in one transaction."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from actions.surveys.policy.events import ServiceError
from actions.surveys.policy.services import Told, service_ended
from bot.api.service_bodies import ServiceEndedBody
from bot.cli.database_access import current_settings, open_database
from bot.cli.service_ended import CUSTOMER, IDS
from bot.timing.clock import now
from bot.wiring.data_files import read_data_files
from store.models.surveys import Outcome

REQUIRED = ("source", "id", "ended_at")
OPTIONAL = ("outlet", "agent", "kind", "survey")
DELIMITERS = ",;\t"


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


@dataclass
class Imported:
    """The results of the rows: the decisions, and one sentence for each wrong row."""

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


async def import_services(file: Path) -> Imported:
    """Import every row of a file.

    Raises:
        UnreadableFile: it is no CSV file with the right columns; nothing was imported.
    """
    rows = list(read_rows(file))
    house, imported = read_data_files(current_settings()).house, Imported()
    async with open_database() as database:
        for row in rows:
            try:
                event = _body(row).event()
                async with database.transaction() as session:
                    imported.note(await service_ended(session, event, now(), house))
            except (WrongRow, ServiceError) as exc:
                imported.problems.append(f"line {row.line}: {exc}")
    return imported


def read_rows(file: Path) -> Iterator[Row]:
    """Yield the rows from line 2 on, without empty ones.

    Raises:
        UnreadableFile: see `import_services`.
    """
    try:
        # Spreadsheet programs write a byte order mark, and semicolons where the comma is the decimal sign.
        with file.open(encoding="utf-8-sig", newline="") as lines:
            heading = lines.readline()
            delimiter = max(DELIMITERS, key=heading.count)
            names = [name.strip() for name in next(csv.reader([heading], delimiter=delimiter), [])]
            _check(file, names)
            reader = csv.reader(lines, delimiter=delimiter)
            for cells in reader:
                row = _row(reader.line_num + 1, names, cells, delimiter)
                if row.cells or row.misfit:
                    yield row
    except (OSError, UnicodeDecodeError, csv.Error) as exc:
        raise UnreadableFile(f"{file} cannot be read as a CSV file in UTF-8: {exc}") from exc


def _row(line: int, names: list[str], cells: list[str], delimiter: str) -> Row:
    """Return a line as a row. Spreadsheet programs may end lines with empty cells, which are ignored."""
    filled = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
    if not any(cell.strip() for cell in cells[len(names) :]):
        return Row(line, filled, None)
    misfit = (
        f"expected {len(names)} cells as in line 1, found {len(cells)}; "
        f"a cell that has a {delimiter!r} in it needs double quotes around it"
    )
    return Row(line, filled, misfit)


def _check(file: Path, names: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in names]
    if not {*names} & {*IDS}:
        missing.append(" or ".join(IDS))
    if missing:
        raise UnreadableFile(f"{file}, line 1: expected the columns {', '.join(missing)} too")
    strange = [name for name in names if name not in {*REQUIRED, *CUSTOMER, *OPTIONAL}]
    if strange:
        raise UnreadableFile(f"{file}, line 1: no column is called {', '.join(map(repr, strange))}")


def _body(row: Row) -> ServiceEndedBody:
    """Return a row as the API takes it.

    Raises:
        WrongRow: cells are missing or wrong, and all of them are named; or there are too many.
    """
    if row.misfit is not None:
        raise WrongRow(row.misfit)
    cells = row.cells
    customer: dict[str, str | int] = {name: cells[name] for name in CUSTOMER if name in cells}
    telegram_id = cells.get("telegram_id", "")
    if telegram_id.isascii() and telegram_id.isdigit():
        customer["telegram_id"] = int(telegram_id)
    given = {name: cell for name, cell in cells.items() if name not in CUSTOMER}
    try:
        return ServiceEndedBody.model_validate({**given, "customer": customer})
    except ValidationError as exc:
        raise WrongRow("; ".join(_named(each["loc"], each["msg"]) for each in exc.errors())) from exc


def _named(loc: tuple[int | str, ...], message: str) -> str:
    if loc == ("customer",):
        return "telegram_id, external_id: expected exactly one of them"
    return f"{loc[-1]}: {message.removeprefix('Value error, ')}"
