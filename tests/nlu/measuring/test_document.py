"""Documents of which programs write parts."""

from pathlib import Path

from nlu.measuring.document import Document


def test_put_replaces_the_part_of_that_name_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# A\n\n<!-- x -->\nold\nlines\n<!-- /x -->\n\n<!-- y -->\nkept\n<!-- /y -->\n", encoding="utf-8"
    )
    Document(path).put("x", r"| new \1 |")
    assert path.read_text(encoding="utf-8") == (
        "# A\n\n<!-- x -->\n| new \\1 |\n<!-- /x -->\n\n<!-- y -->\nkept\n<!-- /y -->\n"
    )


def test_put_adds_a_part_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    Document(path).put("x", "one")
    Document(path).put("y", "two")
    assert path.read_text(encoding="utf-8") == "<!-- x -->\none\n<!-- /x -->\n<!-- y -->\ntwo\n<!-- /y -->\n"
