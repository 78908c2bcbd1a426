"""The lines of a CSV file."""

import pytest

from actions.tables.table_lines import table_lines


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\r\n1,2\r\n", ","),
        ("a;b\n1;2\n", ";"),
        ("a\tb\n1\t2", "\t"),
        ("a|b\n1|2\n", "|"),
    ],
)
def test_delimiter_is_read_from_the_heading(text: str, delimiter: str) -> None:
    table = table_lines(text)
    assert (table.heading, table.heading_line, table.delimiter) == (["a", "b"], 1, delimiter)
    assert list(table.below) == [(2, ["1", "2"])]


def test_delimiter_line_of_excel_is_skipped_and_counted() -> None:
    table = table_lines('sep=;\na,x;b\n"1\n2";3\n4;5\n')
    assert (table.heading, table.heading_line) == (["a,x", "b"], 2)
    assert list(table.below) == [(4, ["1\n2", "3"]), (5, ["4", "5"])]


def test_empty_text_has_no_heading() -> None:
    table = table_lines("")
    assert (table.heading, list(table.below)) == ([], [])
