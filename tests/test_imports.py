"""Imports go downward only: architecture.md's law, read off the syntax trees."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"bot", "nlu", "actions", "store"}
EDGES = ("bot.telegram", "bot.console", "bot.api", "bot.worker", "bot.sandbox")
RASA_SIDE = ("nlu.components", "nlu.serve", "nlu.train", "nlu.evaluate")
ON_BOTH_SIDES = ("nlu.labels", "nlu.errors", "nlu.text", "nlu.understanding")

# Who may import whom among our own modules; the longest matching prefix decides, the rest is forbidden.
LAW: dict[str, tuple[str, ...]] = {
    "nlu.labels": (),
    "nlu.errors": (),
    "nlu.text": (),
    "nlu.understanding": ("nlu.labels",),
    "nlu.client": ON_BOTH_SIDES,
    "nlu": ("nlu",),
    "store": ("store", "nlu.labels"),
    "actions": ("actions", "store", *ON_BOTH_SIDES),
    "bot.settings": ("nlu.labels", "store.engine.database"),
    "bot.setup": ("bot.setup",),
    "bot.process": ("bot.process",),
    **{edge: (edge, "actions", "store", *ON_BOTH_SIDES) for edge in EDGES},
    # The shelf of models and their seals are files that the application chooses among; no Rasa in them.
    "bot.wiring": (
        "bot",
        "actions",
        "store",
        *ON_BOTH_SIDES,
        "nlu.client",
        "nlu.training.model_registry",
        "nlu.training.checksum",
    ),
    "bot.cli": ("bot", "actions", "store", "nlu"),
}

# Libraries from outside, where they are limited: no edge's library below the edges, no socket in actions.
LIBRARIES = {
    # aiosqlite: store.engine.sqlite_in_place runs short statements in place.
    # opencc: a search in traditional characters also finds simplified ones.
    "store": {"sqlalchemy", "alembic", "aiosqlite", "opencc"},
    "actions": {"sqlalchemy", "pydantic", "yaml", "babel", "argon2", "pyotp", "structlog"},
    "nlu.client": {"httpx"},
}
SOCKETS = {"socket", "ssl", "http", "urllib", "asyncio.streams"}


def modules() -> Iterator[tuple[str, Path]]:
    for package in sorted(OURS):
        for file in sorted((ROOT / package).rglob("*.py")):
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            yield name.removesuffix(".__init__"), file


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative imports hide the direction"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, prefix: str) -> bool:
    return name == prefix or name.startswith(prefix + ".")


def law_of(name: str) -> tuple[str, ...]:
    prefixes = [prefix for prefix in LAW if within(name, prefix)]
    return LAW[max(prefixes, key=len)] if prefixes else ()


@pytest.mark.parametrize(("name", "file"), [pytest.param(*each, id=each[0]) for each in modules()])
def test_module_imports_only_what_the_law_allows(name: str, file: Path) -> None:
    ours = {target for target in imported(file) if target.split(".")[0] in OURS}
    allowed = law_of(name)
    forbidden = {target for target in ours if not any(within(target, prefix) for prefix in (*allowed, name))}
    assert forbidden == set()


@pytest.mark.parametrize("name", ON_BOTH_SIDES)
def test_what_both_sides_share_needs_the_standard_library_only(name: str) -> None:
    file = ROOT / (name.replace(".", "/") + ".py")
    foreign = {target.split(".")[0] for target in imported(file)} - OURS - set(sys.stdlib_module_names)
    assert foreign == set()


def test_application_never_imports_the_rasa_side() -> None:
    offenders = {
        (name, target)
        for name, file in modules()
        if name.split(".")[0] != "nlu"
        for target in imported(file)
        if any(within(target, prefix) for prefix in RASA_SIDE)
    }
    assert offenders == set()


def test_law_covers_every_module() -> None:
    uncovered = [
        name for name, _ in modules() if name not in OURS and not any(within(name, key) for key in LAW)
    ]
    assert uncovered == []


@pytest.mark.parametrize("part", LIBRARIES)
def test_part_uses_only_its_libraries(part: str) -> None:
    used = {
        (name, library)
        for name, file in modules()
        if within(name, part)
        for library in {target.split(".")[0] for target in imported(file)} - OURS - sys.stdlib_module_names
    }
    assert {pair for pair in used if pair[1] not in LIBRARIES[part]} == set()


def test_actions_open_no_socket() -> None:
    offenders = {
        (name, target)
        for name, file in modules()
        if within(name, "actions")
        for target in imported(file)
        if any(within(target, socket) for socket in SOCKETS)
    }
    assert offenders == set()
