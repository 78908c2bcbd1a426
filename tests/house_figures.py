"""The house's own figures: sizes, names used twice, tests of the same name, plain English.

`python -m tests.house_figures` prints them and fails where a limit is passed; `tests/test_house.py` checks
the same limits.
"""

import ast
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from tests.test_imports import OURS, ROOT

MOST_FILES_A_FOLDER = 24
LONGEST_MODULE = 300
LONGEST_FUNCTION = 45
LEAST_TESTED = 0.9
MOST_PRIVATE_WORDS = 0.5  # a thousand lines

WRITTEN_IN = ("bot", "nlu", "actions", "store", "tests", "docs")
TEXT = {".py", ".md", ".html", ".js", ".css", ".yml"}
PRIVATE = re.compile(
    r"\b(?:whoever|nobody|somebody|told of|anew|whatever|lest|wherein|of (?:its|his|their|our|one's) own)\b",
    re.IGNORECASE,
)
# The room counts its tests itself: it is for trying only.
COUNTED_APART = ("bot/sandbox",)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Spread:
    """How large things are: the middle one, the one that 95 % do not exceed, and the largest."""

    median: float
    p95: float
    largest: float

    @classmethod
    def of(cls, sizes: Iterable[float]) -> "Spread":
        """Return the spread of at least one size."""
        ordered = sorted(sizes)
        return cls(statistics.median(ordered), ordered[ceil(0.95 * len(ordered)) - 1], ordered[-1])

    def __str__(self) -> str:
        """Return the three numbers for a line of the table."""
        return f"median {self.median:g}, 95 % {self.p95:g}, largest {self.largest:g}"


@dataclass(frozen=True, slots=True)
class HouseFigures:
    """What is measured; names of modules and functions by their size, and what occurs twice."""

    folders: dict[str, int]
    modules: dict[str, int]
    functions: dict[str, int]
    file_names_twice: list[str]
    class_names_twice: list[str]
    untested: list[str]
    tested: float
    private_words: float

    def passed_limits(self) -> list[str]:
        """Return a line for each limit that is passed."""
        limits = (
            (self.folders, MOST_FILES_A_FOLDER, "files"),
            (self.modules, LONGEST_MODULE, "lines"),
            (self.functions, LONGEST_FUNCTION, "lines"),
        )
        passed = [
            f"{name} has {size} {unit}, and may have {limit}"
            for sizes, limit, unit in limits
            for name, size in sizes.items()
            if size > limit
        ]
        if self.tested < LEAST_TESTED:
            passed.append(
                f"{self.tested:.2%} of modules have a test of their name, and {LEAST_TESTED:.0%} must"
            )
        if self.private_words > MOST_PRIVATE_WORDS:
            passed.append(f"private English is {self.private_words:.2f}, and may be {MOST_PRIVATE_WORDS}")
        return passed

    def lines(self) -> Iterator[str]:
        """Yield the table, a figure a line."""
        yield f"files a folder         {Spread.of(self.folders.values())}"
        yield f"lines a module         {Spread.of(self.modules.values())}, {len(self.modules)} modules"
        yield f"lines a function       {Spread.of(self.functions.values())}"
        yield f"file names used twice  {len(self.file_names_twice)}: {', '.join(self.file_names_twice)}"
        yield f"class names used twice {len(self.class_names_twice)}: {', '.join(self.class_names_twice)}"
        counted = f"modules without {', '.join(COUNTED_APART)}"
        yield f"tests of the same name {self.tested:.0%} of {counted}, at least {LEAST_TESTED:.0%}"
        yield f"private English        {self.private_words:.2f} in 1,000 lines, at most {MOST_PRIVATE_WORDS}"


def measure(root: Path = ROOT) -> HouseFigures:
    """Measure the code below this folder."""
    files = list(code(root))
    modules = [file for file in files if not file.stem.startswith("__")]
    names = {file: str(file.relative_to(root)) for file in files}
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}
    counted = [file for file in modules if not names[file].startswith(COUNTED_APART)]
    untested = [names[file] for file in counted if not same_named_test(root, file).exists()]
    return HouseFigures(
        folders=dict(Counter(str(file.parent.relative_to(root)) for file in files)),
        modules={names[file]: len(file.read_text(encoding="utf-8").splitlines()) for file in files},
        functions={
            f"{names[file]}:{function.name}": (function.end_lineno or function.lineno) - function.lineno + 1
            for file, tree in trees.items()
            for function in functions(tree)
        },
        file_names_twice=_twice(file.stem for file in modules),
        class_names_twice=_twice(name for tree in trees.values() for name in _classes(tree)),
        untested=untested,
        tested=1 - len(untested) / len(counted) if counted else 1.0,
        private_words=private_words(texts(root)),
    )


def code(root: Path = ROOT) -> Iterator[Path]:
    """Yield the modules of all packages, without migrations, which Alembic lays out."""
    for package in sorted(OURS):
        for file in sorted((root / package).rglob("*.py")):
            if "migrations" not in file.parts:
                yield file


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield all functions and methods."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def same_named_test(root: Path, module: Path) -> Path:
    """Return where the test of a module belongs."""
    return root / "tests" / module.parent.relative_to(root) / f"test_{module.stem}.py"


def texts(root: Path = ROOT) -> Iterator[str]:
    """Yield what is written in English, without this list of words to avoid."""
    folders = [root / name for name in WRITTEN_IN]
    for file in [*root.glob("*.md"), *(file for folder in folders for file in sorted(folder.rglob("*")))]:
        if file.suffix in TEXT and file.name != Path(__file__).name:
            yield file.read_text(encoding="utf-8")


def private_words(written: Iterable[str]) -> float:
    """Return how many words of a private tone there are in a thousand lines."""
    lines = found = 0
    for text in written:
        lines += len(text.splitlines())
        found += len(PRIVATE.findall(text))
    return 1000 * found / lines if lines else 0.0


def _classes(tree: ast.AST) -> Iterator[str]:
    return (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _twice(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def main(arguments: Sequence[str]) -> int:
    """Print the figures, with `--untested` the modules without a test; return the exit code."""
    figures = measure()
    for line in figures.lines():
        print(line)
    if "--untested" in arguments:
        print(*figures.untested, sep="\n")
    passed = figures.passed_limits()
    for line in passed:
        print(line, file=sys.stderr)
    return 1 if passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
