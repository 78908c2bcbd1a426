"""Writing values into the text of a YAML document, with its comments and its order kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import yaml

Place = tuple[str | int, ...]
"""A path of keys and indexes."""


class Removed(Enum):
    """In place of a value: the key goes. None is a value."""

    REMOVED = "removed"


REMOVED = Removed.REMOVED
WIDTH = 10_000  # no line is folded: texts are compared line by line


def value_at(content: Any, place: Place) -> Any:
    """Return what stands at a place; None where nothing does."""
    for step in place:
        if isinstance(content, Mapping):
            content = content.get(step)
        elif isinstance(content, Sequence) and isinstance(step, int) and step < len(content):
            content = content[step]
        else:
            return None
    return content


def with_value_at(content: Any, place: Place, value: Any) -> Any:
    """Return a copy of the content with another value at a place, or without its key.

    An item of a list can be added behind the last one.
    """
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(step, int):
        items = list(content)
        items[step:] = [with_value_at(value_at(items, (step,)), rest, value), *items[step + 1 :]]
        return items
    mapping = dict(content) if isinstance(content, Mapping) else {}
    if value is REMOVED and not rest:
        mapping.pop(step, None)
    elif value is not REMOVED or step in mapping:
        mapping[step] = with_value_at(mapping.get(step), rest, value)
    return mapping


def written_yaml(content: Any) -> str:
    """Return content as YAML, in its own order."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=WIDTH)


def with_values(text: str, changes: Mapping[Place, Any]) -> str:
    """Return the text with these values; what does not change keeps its comments and its form.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    for place, value in changes.items():
        content = yaml.safe_load(text)
        wanted = with_value_at(content, place, value)
        if wanted != content:
            text = _edited_or_written(text, place, value, wanted)
    return text


def differences(before: Any, after: Any, place: Place = ()) -> dict[Place, Any]:
    """Return what makes one content of another: as little as can be written where it stands."""
    if before == after:
        return {}
    if isinstance(before, dict) and isinstance(after, dict) and _goes_on(list(before), list(after)):
        changed = {key: differences(before[key], after[key], (*place, key)) for key in before if key in after}
        gone = {(*place, key): REMOVED for key in before if key not in after}
        new = {(*place, key): value for key, value in after.items() if key not in before}
        return {at: value for each in changed.values() for at, value in each.items()} | gone | new
    if isinstance(before, list) and isinstance(after, list) and 0 < len(before) <= len(after):
        pairs = enumerate(zip(before, after, strict=False))
        changes = [differences(old, new, (*place, number)) for number, (old, new) in pairs]
        added = {(*place, number): after[number] for number in range(len(before), len(after))}
        return {at: value for each in changes for at, value in each.items()} | added
    return {place: after}


def _goes_on(before: Sequence[Any], after: Sequence[Any]) -> bool:
    """Return whether keys go from a mapping or are added behind the others; a renamed key does both."""
    kept = [key for key in before if key in after]
    return bool(kept) and [*after[: len(kept)]] == kept and len(kept) in (len(before), len(after))


def _edited_or_written(text: str, place: Place, value: Any, wanted: Any) -> str:
    """Write a value where it stands, else as a line of its block, else with what is around, else all."""
    around = place[:-1]
    edits = (
        _edited(text, place, value),
        _with_entry(text, place, value),
        _edited(text, around, value_at(wanted, around)) if around else None,
    )
    return next((text for text in edits if text is not None and _says(text, wanted)), written_yaml(wanted))


def _with_entry(text: str, place: Place, value: Any) -> str | None:
    """Return the text with a new entry behind the others of its block, or without the lines of one.

    None where there is no such block, or where the entry shares a line.
    """
    root, around = yaml.compose(text, Loader=yaml.SafeLoader), place[:-1]
    found = _find(root, around)
    block = root if not around else found.node if found else None
    if not place or not isinstance(block, yaml.CollectionNode) or block.flow_style or not block.value:
        return None
    if value is REMOVED:
        return _without_entry(text, block, str(place[-1]))
    if _find(block, place[-1:]) is not None:
        return None
    is_list = isinstance(block, yaml.SequenceNode)
    entry = written_yaml([value] if is_list else {place[-1]: value})
    at, margin = _line_end(text, _end_of(block, text)), " " * block.start_mark.column
    return "\n".join((text[:at], *(f"{margin}{line}" for line in entry.splitlines()))) + (text[at:] or "\n")


def _without_entry(text: str, block: yaml.CollectionNode, key: str) -> str | None:
    pair = next((pair for pair in block.value if isinstance(pair, tuple) and pair[0].value == key), None)
    if pair is None or len(block.value) == 1:
        return None
    start = text.rfind("\n", 0, pair[0].start_mark.index) + 1
    if text[start : pair[0].start_mark.index].strip():
        return None
    return text[:start] + text[_line_end(text, _end_of(pair[1], text)) + 1 :]


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


@dataclass(frozen=True, slots=True)
class _Found:
    """A value in the text: where it stands, and the column of its key."""

    node: yaml.Node
    indent: int
    in_flow: bool


def _edited(text: str, place: Place, value: Any) -> str | None:
    """Return the text with the value written where the old one stands; None where there is none."""
    found = _find(yaml.compose(text, Loader=yaml.SafeLoader), place)
    if found is None or value is REMOVED:
        return None
    start, end = found.node.start_mark.index, _end_of(found.node, text)
    is_plain = not isinstance(value, list | dict) or found.in_flow
    if is_plain and not (isinstance(value, str) and "\n" in value and not found.in_flow):
        return f"{text[:start]}{_inline(value)}{text[end:]}"
    start = len(text[:start].rstrip(" \n"))  # behind the colon
    return f"{text[:start]}{_block(value, found.indent)}{text[end:]}"


def _find(node: yaml.Node | None, place: Place) -> _Found | None:
    indent, in_flow = 0, False
    for step in place:
        in_flow = in_flow or (isinstance(node, yaml.CollectionNode) and bool(node.flow_style))
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if pair is None:
                return None
            indent, node = pair[0].start_mark.column, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            indent = node.start_mark.column
        else:
            return None
    return None if node is None or not place else _Found(node, indent, in_flow)


def _end_of(node: yaml.Node, text: str) -> int:
    """Return where the last part of a value ends; a block's own mark is behind the comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end_of(last[1] if isinstance(last, tuple) else last, text)
    end = node.end_mark.index
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        while end > node.start_mark.index and text[end - 1] in " \n":
            end -= 1
    return int(end)


def _inline(value: Any) -> str:
    dumped = yaml.safe_dump(value, allow_unicode=True, width=WIDTH, default_flow_style=True, sort_keys=False)
    return dumped.removesuffix("\n...\n").removesuffix("\n")


def _block(value: Any, indent: int) -> str:
    margin = " " * (indent + 2)
    if isinstance(value, str):
        lines = value.split("\n")
        return " |-\n" + "\n".join(f"{margin}{line}" if line else "" for line in lines)
    if not value:
        return f" {_inline(value)}"
    return "\n" + "\n".join(f"{margin}{line}" if line else "" for line in written_yaml(value).splitlines())


def _says(text: str, wanted: Any) -> bool:
    try:
        said: Any = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return False
    return bool(said == wanted)
