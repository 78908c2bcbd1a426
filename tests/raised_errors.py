"""Which errors a function raises by itself, and which of them its docstring does not name."""

import ast
import re
from collections.abc import Iterator, Mapping, Set

Function = ast.FunctionDef | ast.AsyncFunctionDef
OWN_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
NEVER_NAMED = frozenset({"AssertionError", "NotImplementedError"})
# The help of a command is its docstring, and its failures are rendered where commands are run.
COMMAND = re.compile(r"\.(command|group)\b")


def raised(body: list[ast.stmt], caught: Set[str] = frozenset()) -> Iterator[str]:
    """Yield the names of the errors that leave these statements by a `raise` of their own."""
    for node in body:
        yield from _raised(node, caught)


def _raised(node: ast.AST, caught: Set[str]) -> Iterator[str]:
    if isinstance(node, OWN_SCOPE):
        return
    if isinstance(node, ast.Raise) and node.exc is not None:
        name = _name(node.exc.func if isinstance(node.exc, ast.Call) else node.exc)
        if name[:1].isupper() and name not in caught:
            yield name
    elif isinstance(node, ast.Try):
        handled = {name for handler in node.handlers for name in _handled(handler)}
        yield from raised(node.body, caught | handled)
        for handler in node.handlers:
            yield from raised(handler.body, caught)
        yield from raised([*node.orelse, *node.finalbody], caught)
    else:
        for child in ast.iter_child_nodes(node):
            yield from _raised(child, caught)


def _handled(handler: ast.ExceptHandler) -> list[str]:
    if handler.type is None:
        return []
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [_name(each) for each in types]


def _name(expression: ast.expr) -> str:
    return ast.unparse(expression).rpartition(".")[2]


def unnamed(function: Function, parents: Mapping[str, list[str]]) -> set[str]:
    """Return the errors that a function raises and that neither it nor the protocol that it refers to names.

    Naming a parent of an error names the error; `parents` has the bases of each class.
    """
    doc = ast.get_docstring(function) or ""
    if doc.startswith("See `") or any(COMMAND.search(ast.unparse(each)) for each in function.decorator_list):
        return set()
    named = set(re.findall(r"\w+", doc.partition("Raises:")[2]))
    found = {name for name in raised(function.body) if name not in NEVER_NAMED}
    return {name for name in found if not named & {name, *_ancestors(name, parents)}}


def _ancestors(name: str, parents: Mapping[str, list[str]]) -> Iterator[str]:
    for parent in parents.get(name, []):
        yield parent
        yield from _ancestors(parent, parents)


def public_functions(module: ast.Module) -> Iterator[Function]:
    """Yield the public functions of a module, and the public methods of its classes."""
    for node in module.body:
        members = node.body if isinstance(node, ast.ClassDef) else [node]
        for each in members:
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and not each.name.startswith("_"):
                yield each


def parents_of_classes(modules: list[ast.Module]) -> dict[str, list[str]]:
    """Return the names of the bases of each class."""
    return {
        node.name: [_name(base) for base in node.bases]
        for module in modules
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }
