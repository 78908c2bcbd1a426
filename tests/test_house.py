"""The house style, where it can be counted: sizes of modules and functions, and names."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.test_imports import OURS, ROOT

LONGEST_MODULE = 400
LONGEST_FUNCTION = 45


def modules() -> Iterator[Path]:
    for package in sorted(OURS):
        for file in sorted((ROOT / package).rglob("*.py")):
            if "versions" not in file.parts:  # migrations are written by Alembic
                yield file


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_too_long() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in modules()
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{file.relative_to(ROOT)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file in modules()
        for node in functions(file)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_no_module_is_a_junk_drawer() -> None:
    junk = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert [str(file.relative_to(ROOT)) for file in modules() if file.stem in junk] == []
