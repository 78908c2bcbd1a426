"""No test depends on the day on which it runs: read off the syntax trees.

A test that reads the clock, or runs the real process, names no day: the day becomes long ago, and the test
fails. Nothing takes the time zone of the machine.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.test_imports import ROOT

# A day as a value or as a field of a query; an example in the middle of a sentence is none.
DAY = re.compile(r"(?:.*=)?\d{4}-\d\d-\d\d(?:T[\d:.Z+-]*)?(?:&.*)?")
# They run the real process, which reads the clock.
REAL_PROCESSES = ("tests.faults.stage.", "tests.journeys.installation.", "tests.chaos.")


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax tree of every module of the tests, the documents and the benchmarks."""
    folders = (ROOT / folder for folder in ("tests", "docs", "benchmarks"))
    files = sorted(file for folder in folders for file in folder.rglob("*.py"))
    return {str(file.relative_to(ROOT)): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def reads_the_clock(tree: ast.Module) -> bool:
    """Whether it asks for the time, or for a function that does, or runs the real process.

    One that sets the clock to a moment may name it.
    """
    found = False
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names) if "time_machine" in {each.name for each in names}:
                return False
            case ast.Call(func=called) if ast.unparse(called) in {"datetime.now", "time.time"}:
                found = True
            case ast.ImportFrom(module=str(module)) if f"{module}.".startswith(REAL_PROCESSES):
                found = True
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("bot."):
                found = found or "now" in {each.name for each in names}
    return found


def days(tree: ast.Module) -> Iterator[str]:
    """The days that it names, with their lines."""
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if DAY.fullmatch(text):
                yield f"{node.lineno}: {text}"
            case ast.Call(func=ast.Name("date" | "datetime"), args=[ast.Constant(), ast.Constant(), *_]):
                yield f"{node.lineno}: {ast.unparse(node)}"


def local_times(tree: ast.Module) -> Iterator[str]:
    """Where it takes the time zone of the machine, with their lines; ruff's DTZ lets these through."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            is_bare = called.endswith(".astimezone") and not node.args and not node.keywords
            if is_bare or called in {"time.localtime", "time.strftime", "time.mktime"}:
                yield f"{node.lineno}: {ast.unparse(node)}"


def test_no_module_that_reads_the_clock_names_a_day() -> None:
    named = {name: list(days(tree)) for name, tree in trees().items() if reads_the_clock(tree)}
    assert {name: found for name, found in named.items() if found} == {}


def test_no_module_takes_the_time_zone_of_the_machine() -> None:
    taken = {name: list(local_times(tree)) for name, tree in trees().items()}
    assert {name: found for name, found in taken.items() if found} == {}


@pytest.mark.parametrize(
    ("written", "reads", "named"),
    [
        ('from tests.faults.stage import Stage\nFORM = {"from": "2026-11-01"}', True, ["2: 2026-11-01"]),
        ("now = datetime.now(UTC)\nold = date(2026, 11, 23)", True, ["2: date(2026, 11, 23)"]),
        (
            'from bot.timing.clock import now\nget("/overview?from=2026-11-01&to=2026-11-23")',
            True,
            ["2: /overview?from=2026-11-01&to=2026-11-23"],
        ),
        (
            "import time_machine\nfrom bot.timing.clock import now\nat = date(2026, 11, 1)",
            False,
            ["3: date(2026, 11, 1)"],
        ),
        ('ended = "2026-11-23T10:00:00+08:00"', False, ["1: 2026-11-23T10:00:00+08:00"]),
        ("now = datetime.now(UTC)\nassert shown == 'a time such as 2026-11-23T10:00Z'", True, []),
        ("midnight = datetime(today.year, today.month, today.day)", False, []),
    ],
)
def test_days_beside_the_clock_are_seen(written: str, reads: bool, named: list[str]) -> None:
    tree = ast.parse(written)
    assert (reads_the_clock(tree), list(days(tree))) == (reads, named)


def test_time_zones_of_the_machine_are_seen() -> None:
    tree = ast.parse("a = datetime.now().astimezone()\nb = now.astimezone(UTC)\nc = time.localtime()")
    assert list(local_times(tree)) == ["1: datetime.now().astimezone()", "3: time.localtime()"]
