"""The house style, where it can be counted: sizes, names, and tests that assert something."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house_figures import HouseFigures, Spread, code, functions, measure, private_words
from tests.raised_errors import parents_of_classes, public_functions, unnamed
from tests.test_imports import ROOT

CHECKS = ("assert_", "check_")


@pytest.fixture(scope="module")
def figures() -> HouseFigures:
    """The figures of this house."""
    return measure()


def test_no_folder_module_or_function_is_too_long(figures: HouseFigures) -> None:
    assert figures.passed_limits() == []


def test_no_module_is_a_junk_drawer() -> None:
    junk = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert [str(file.relative_to(ROOT)) for file in code() if file.stem in junk] == []


def test_every_test_asserts_something() -> None:
    silent = [
        f"{file.relative_to(ROOT)}:{test.name}"
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        for test in functions(ast.parse(file.read_text(encoding="utf-8")))
        if test.name.startswith("test_") and not any(map(_asserts, ast.walk(test)))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("assert x", True),
        ("with pytest.raises(ValueError): x()", True),
        ("expect(page).to_be_visible()", True),
        ("checks.check_order(x)", True),
        ("x()", False),
        ("x.expected()", False),
    ],
)
def test_what_counts_as_an_assertion(body: str, *, expected: bool) -> None:
    assert any(map(_asserts, ast.walk(ast.parse(body)))) is expected


def test_spread_names_the_middle_and_the_ends() -> None:
    assert Spread.of(range(1, 101)) == Spread(50.5, 95, 100)
    assert Spread.of([7]) == Spread(7, 7, 7)


def test_limits_that_are_passed_are_named() -> None:
    figures = HouseFigures({"a": 25, "b": 24}, {"a/x.py": 301}, {"a/x.py:f": 46}, [], [], [], 1.0, 0.0)
    assert figures.passed_limits() == [
        "a has 25 files, and may have 24",
        "a/x.py has 301 lines, and may have 300",
        "a/x.py:f has 46 lines, and may have 45",
    ]


@pytest.mark.parametrize(
    ("tested", "passed"),
    [
        (1.0, []),
        (0.9, []),
        (0.8999, ["89.99% of modules have a test of their name, and 90% must"]),
        (0.0, ["0.00% of modules have a test of their name, and 90% must"]),
    ],
)
def test_too_few_tests_of_the_same_name_pass_a_limit(tested: float, passed: list[str]) -> None:
    assert HouseFigures({}, {}, {}, [], [], [], tested, 0.0).passed_limits() == passed


def test_module_is_tested_by_the_file_of_its_name(tmp_path: Path) -> None:
    for name in ("bot/web/page.py", "bot/web/form.py", "bot/sandbox/world.py", "tests/bot/web/test_page.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
    (tmp_path / "tests" / "bot" / "test_form.py").write_text("", encoding="utf-8")
    found = measure(tmp_path)
    assert (found.untested, found.tested) == (["bot/web/form.py"], 0.5)


def test_every_file_of_a_folder_is_counted(tmp_path: Path) -> None:
    for name in ("bot/web/__init__.py", "bot/web/__main__.py", "bot/web/page.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
    assert measure(tmp_path).folders == {"bot/web": 3}


def test_private_words_are_counted_by_a_thousand_lines() -> None:
    rare = "plain\n" * 499 + "no" + "body\n"
    assert private_words([rare, rare]) == 2.0
    assert private_words(["Of its own" + " accord\n"]) == 1000.0
    assert private_words([]) == 0.0


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Assert):
        return True
    return isinstance(node, ast.Call) and any(_is_check(name) for name in _names(node.func))


def _names(function: ast.expr) -> Iterator[str]:
    if isinstance(function, ast.Name):
        yield function.id
    elif isinstance(function, ast.Attribute):
        yield function.attr


def _is_check(name: str) -> bool:
    return name in {"raises", "expect"} or name.startswith(CHECKS)


def test_docstrings_of_public_functions_name_the_errors_that_they_raise() -> None:
    modules = {file: ast.parse(file.read_text(encoding="utf-8")) for file in code()}
    parents = parents_of_classes([*modules.values()])
    missing = {
        f"{file.relative_to(ROOT)}:{function.name}": names
        for file, module in modules.items()
        if file.relative_to(ROOT).parts[0] != "nlu"
        for function in public_functions(module)
        if (names := unnamed(function, parents))
    }
    assert missing == {}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f():\n  raise KeyError", {"KeyError"}),
        ("def f():\n  '''Do.\n\n  Raises:\n      KeyError: no.\n  '''\n  raise KeyError(1)", set()),
        ("def f():\n  '''Do.\n\n  Raises:\n      LookupError: no.\n  '''\n  raise KeyError(1)", set()),
        ("def f():\n  try:\n    raise KeyError\n  except KeyError:\n    raise ValueError", {"ValueError"}),
        ("def f():\n  def g():\n    raise KeyError", set()),
        ("@group.command()\ndef f():\n  raise KeyError", set()),
    ],
)
def test_what_a_docstring_has_to_name(source: str, expected: set[str]) -> None:
    (function,) = public_functions(ast.parse(source))
    assert unnamed(function, {"KeyError": ["LookupError"]}) == expected
