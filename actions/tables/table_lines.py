"""The lines of a CSV file, with the delimiter that its heading shows."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

DELIMITERS = ",;\t|"
DELIMITER_LINE = "sep="  # what Excel writes and reads above the heading


@dataclass(frozen=True, slots=True)
class TableLines:
    """The heading, the line that it is on, and the lines below, each with its number; they are read once.

    The lines raise `csv.Error` where they cannot be read.
    """

    heading: list[str]
    heading_line: int
    delimiter: str
    below: Iterator[tuple[int, list[str]]]


def table_lines(text: str) -> TableLines:
    """Return the lines of a table."""
    lines = io.StringIO(text, newline="")
    heading, above = lines.readline(), 1
    # Spreadsheet programs write semicolons where the comma is the decimal sign.
    delimiter = max(DELIMITERS, key=heading.count)
    if heading.lower().startswith(DELIMITER_LINE):
        delimiter = heading.rstrip("\r\n")[len(DELIMITER_LINE) :][:1] or delimiter
        heading, above = lines.readline(), 2
    names = next(csv.reader([heading], delimiter=delimiter), [])
    reader = csv.reader(lines, delimiter=delimiter)
    return TableLines(names, above, delimiter, ((reader.line_num + above, cells) for cells in reader))
