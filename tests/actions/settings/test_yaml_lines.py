"""Parts of a YAML file are found by line."""

from pathlib import Path

import pytest

from actions.settings.yaml_lines import load_with_lines, repeated_keys

TEXT = """\
# a remark
title: one
items:
  - name: first
    size: 1
  - name: second
    where: {a: 1,
            b: 2}
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("title",), 2),
        (("items",), 3),
        (("items", 0), 4),
        (("items", 0, "size"), 5),
        (("items", 1, "where", "b"), 8),
        (("items", 1, "missing"), 6),
        (("items", 9, "name"), 3),
        (("title", "deeper"), 2),
    ],
)
def test_line_of_a_part_is_found(tmp_path: Path, path: tuple[int | str, ...], line: int) -> None:
    file = tmp_path / "some.yml"
    file.write_text(TEXT, encoding="utf-8")
    content, marks = load_with_lines(file)
    assert content["title"] == "one"
    assert marks.line(path) == line


def test_repeated_keys_are_named_with_their_second_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("a: 1\nb:\n  - {c: 1, c: 2}\na: 3\n", encoding="utf-8")
    assert list(repeated_keys(file)) == [("c", 3), ("a", 4)]


def test_aliases_of_aliases_are_walked_once(tmp_path: Path) -> None:
    lines = ["a0: &a0 {b: 1, b: 2}", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    file = tmp_path / "a.yml"
    file.write_text("\n".join(lines), encoding="utf-8")
    assert list(repeated_keys(file)) == [("b", 1)]
