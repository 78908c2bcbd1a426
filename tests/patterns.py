"""All patterns of the project, and text that is hard for each of them."""

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = ("bot", "nlu", "actions", "store")
LENGTH = 4096
# Beside its own characters, each pattern is given these: they begin or end what patterns look for.
COMMON = ("a", "A", "1", " ", "\n", "@", ".", "-", "路")
MOST_OWN = 5


def modules_with_patterns() -> Iterator[Path]:
    """The files that use `re`."""
    for package in OURS:
        for file in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            if any(isinstance(node, ast.Import) and node.names[0].name == "re" for node in ast.walk(tree)):
                yield file


def inline_calls(file: Path) -> list[str]:
    """The calls of `re` inside functions, which no list of constants shows."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        ast.unparse(node)
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).startswith("re.")
        and ast.unparse(node.func) != "re.escape"
    ]


def patterns_of(file: Path) -> list[re.Pattern[str]]:
    """The constants of a module that are patterns or hold some.

    A module of the Rasa side may need a library of the other environment; then its literals are read.
    """
    name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError:
        return _literal_patterns(file)
    return list(_patterns(vars(module).values()))


def _literal_patterns(file: Path) -> list[re.Pattern[str]]:
    """The patterns of a module whose texts are literals.

    Raises:
        ValueError: a pattern is put together from parts.
    """
    calls = [
        node
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
    ]
    return [re.compile(ast.literal_eval(call.args[0])) for call in calls]


def _patterns(values: Iterable[object]) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern):
            yield value
        elif isinstance(value, tuple | list):
            yield from _patterns(value)
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _patterns(getattr(value, field.name) for field in fields(value))


def adversarial(pattern: re.Pattern[str]) -> Iterator[str]:
    """Repetitions of what the pattern looks for, which fail at the end."""
    own = re.sub(r"\\[a-zA-Z]|[\[\](){}|?*+^$\\]", "", pattern.pattern)
    characters = [*dict.fromkeys([*COMMON, *own[:MOST_OWN]])]
    words = re.findall(r"[A-Za-z\u4e00-\u9fff]{2,}", pattern.pattern)[:MOST_OWN]
    units = [*characters, *("".join(pair) for pair in product(characters, repeat=2)), *words]
    units += [word + end for word in words for end in (" ", ":", "1", "-", "@", "A", " A", " 1")]
    for unit in units:
        repeated = (unit * (LENGTH // len(unit) + 1))[: LENGTH - 1]
        yield repeated + "\x00"
