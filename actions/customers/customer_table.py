"""A table of what is known about customers: one column names them, all others are attributes."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from actions.customers.known_attributes import LONGEST_NAME, LONGEST_VALUE, MOST
from actions.tables.table_cells import RoundedNumber, plain_cell, read_id
from actions.tables.table_encoding import UnknownEncoding, decode
from actions.tables.table_lines import TableLines, table_lines
from store.models.address import Address

LARGEST = 2_000_000  # bytes
MOST_LINES = 5_000
LARGEST_ACCOUNT = 2**52  # Telegram says that its ids have at most 52 bits
MOST_DIGITS = 16  # of such a number


class CustomerKey(StrEnum):
    """The columns that name a customer, the strongest first."""

    ACCOUNT = "telegram_id"
    NUMBER = "customer_number"
    USERNAME = "username"


HEADINGS = {
    "telegram_id": CustomerKey.ACCOUNT,
    "电报编号": CustomerKey.ACCOUNT,
    "customer_number": CustomerKey.NUMBER,
    "external_id": CustomerKey.NUMBER,
    "客户编号": CustomerKey.NUMBER,
    "会员号": CustomerKey.NUMBER,
    "username": CustomerKey.USERNAME,
    "用户名": CustomerKey.USERNAME,
}


class ImportProblem(StrEnum):
    """What can be wrong with a line."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NO_KEY_COLUMN = "no_key_column"
    NO_ATTRIBUTE = "no_attribute"
    REPEATED_COLUMN = "repeated_column"
    UNFIT_NAME = "unfit_name"
    TOO_MANY_CELLS = "too_many_cells"
    NO_KEY = "no_key"
    WRONG_ID = "wrong_id"
    UNFIT_VALUE = "unfit_value"
    TWICE = "twice"
    CONTRADICTION = "contradiction"
    SEVERAL = "several"
    TOO_MANY_ATTRIBUTES = "too_many_attributes"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong on a line, and in which column, if it is one."""

    line: int
    problem: ImportProblem
    column: str = ""


class WrongTable(Exception):
    """A table cannot be taken in; all problems are named, and nothing was changed."""

    def __init__(self, problems: Sequence[LineProblem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A line: who it is about, and the attributes of the cells that are not empty."""

    line: int
    account: Address | None
    number: str | None
    username: str | None
    attributes: dict[str, str]


def read_customer_table(content: bytes, encoding: str | None = None) -> list[CustomerRow]:
    """Return the rows of a CSV file; see `table_text` and `read_customer_text`.

    Raises:
        WrongTable: see there.
    """
    return read_customer_text(table_text(content, encoding))


def table_text(content: bytes, encoding: str | None = None) -> str:
    """Return the text of a file in a Unicode encoding, in GBK, or in the one that is named.

    Raises:
        WrongTable: it is too large, or in no encoding that is known.
    """
    if len(content) > LARGEST:
        raise WrongTable([LineProblem(1, ImportProblem.TOO_LARGE)])
    try:
        return decode(content, encoding).text
    except UnknownEncoding as exc:
        raise WrongTable([LineProblem(1, ImportProblem.UNREADABLE)]) from exc


def read_customer_text(text: str) -> list[CustomerRow]:
    """Return the rows of the text of a CSV file.

    Raises:
        WrongTable: see there.
    """
    try:
        table = table_lines(text)
        names = _names(table)
        cells = [(line, each) for line, each in table.below if any(cell.strip() for cell in each)]
    except csv.Error as exc:
        raise WrongTable([LineProblem(1, ImportProblem.UNREADABLE)]) from exc
    if len(cells) > MOST_LINES:
        raise WrongTable([LineProblem(cells[MOST_LINES][0], ImportProblem.TOO_LARGE)])
    problems: list[LineProblem] = []
    rows = [_row(line, names, each, problems) for line, each in cells]
    if problems:
        raise WrongTable(problems)
    return rows


def _names(table: TableLines) -> list[str]:
    """Return the names of the columns: keys by their values, attributes as they are written."""
    names = [_name(heading) for heading in table.heading]
    problems = list(_flaws_of(names, table.heading_line))
    if problems:
        raise WrongTable(problems)
    return names


def _name(heading: str) -> str:
    plain = " ".join(heading.split())
    key = HEADINGS.get(plain.lower().replace(" ", "_"))
    return plain if key is None else key.value


def _flaws_of(names: Sequence[str], line: int) -> Iterator[LineProblem]:
    keys = {key.value for key in CustomerKey}
    attributes = [name for name in names if name and name not in keys]
    if keys.isdisjoint(names):
        yield LineProblem(line, ImportProblem.NO_KEY_COLUMN)
    if not attributes:
        yield LineProblem(line, ImportProblem.NO_ATTRIBUTE)
    if len(attributes) > MOST:
        yield LineProblem(line, ImportProblem.TOO_MANY_ATTRIBUTES)
    for name, count in Counter(filter(None, names)).items():
        if count > 1:
            yield LineProblem(line, ImportProblem.REPEATED_COLUMN, name)
        if len(name) > LONGEST_NAME or not name.isprintable():
            yield LineProblem(line, ImportProblem.UNFIT_NAME, name[:LONGEST_NAME])


def _row(line: int, names: Sequence[str], cells: Sequence[str], problems: list[LineProblem]) -> CustomerRow:
    filled = {
        name: " ".join(plain_cell(cell).split()) for name, cell in zip(names, cells, strict=False) if name
    }
    if any(cell.strip() for cell in cells[len(names) :]):
        problems.append(LineProblem(line, ImportProblem.TOO_MANY_CELLS))
    account, number, username = (filled.pop(key.value, "") for key in CustomerKey)
    if not (account or number or username):
        problems.append(LineProblem(line, ImportProblem.NO_KEY))
    problems.extend(
        LineProblem(line, ImportProblem.WRONG_ID, key)
        for key, value in ((CustomerKey.NUMBER, number), (CustomerKey.USERNAME, username))
        if not value.isprintable()
    )
    attributes = {name: value for name, value in filled.items() if value}
    problems.extend(
        LineProblem(line, ImportProblem.UNFIT_VALUE, name)
        for name, value in attributes.items()
        if len(value) > LONGEST_VALUE or not value.isprintable()
    )
    return CustomerRow(
        line,
        _account(line, account, problems),
        _id(line, CustomerKey.NUMBER, number, problems) or None,
        username.removeprefix("@").lower() or None,
        attributes,
    )


def _account(line: int, cell: str, problems: list[LineProblem]) -> Address | None:
    digits = _id(line, CustomerKey.ACCOUNT, cell, problems)
    if not digits:
        return None
    is_number = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
    if not is_number or not 0 < int(digits) < LARGEST_ACCOUNT:
        problems.append(LineProblem(line, ImportProblem.WRONG_ID, CustomerKey.ACCOUNT))
        return None
    return Address(int(digits))


def _id(line: int, key: CustomerKey, cell: str, problems: list[LineProblem]) -> str:
    try:
        return read_id(cell)
    except RoundedNumber:
        problems.append(LineProblem(line, ImportProblem.WRONG_ID, key))
        return ""
