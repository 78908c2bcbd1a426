"""Markdown tables, and documents of which programs write parts."""

from pathlib import Path

from nlu.measuring.markdown import markdown_table, write_part


def test_write_part_replaces_the_part_of_that_name_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# A\n\n<!-- x -->\nold\nlines\n<!-- /x -->\n\n<!-- y -->\nkept\n<!-- /y -->\n", encoding="utf-8"
    )
    write_part(path, "x", r"| new \1 |")
    assert path.read_text(encoding="utf-8") == (
        "# A\n\n<!-- x -->\n| new \\1 |\n<!-- /x -->\n\n<!-- y -->\nkept\n<!-- /y -->\n"
    )


def test_write_part_adds_a_part_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    write_part(path, "x", "one")
    write_part(path, "y", "two")
    assert path.read_text(encoding="utf-8") == "<!-- x -->\none\n<!-- /x -->\n<!-- y -->\ntwo\n<!-- /y -->\n"


def test_table_has_a_line_for_the_head_and_for_each_row() -> None:
    assert markdown_table(["what", "a", "b"], [["p95", "4 ms", "9 ms"]]).splitlines() == [
        "| what | a | b |",
        "| --- | --- | --- |",
        "| p95 | 4 ms | 9 ms |",
    ]
