"""Where in a YAML file something stands."""

from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from actions.settings.yaml_files import YamlFile, load_yaml


class YamlLines:
    """The lines of a YAML document's parts."""

    def __init__(self, root: yaml.Node | None) -> None:
        self._root = root

    def line(self, path: Sequence[int | str]) -> int:
        """The line, from 1, that this path of keys and indexes leads to; of its last part that exists."""
        node, line = self._root, 1
        for step in path:
            node, line = _inside(node, step, line)
        return line


def _inside(node: yaml.Node | None, step: int | str, line: int) -> tuple[yaml.Node | None, int]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line + 1
    return None, line


def repeated_keys(file: YamlFile) -> Iterator[tuple[str, int]]:
    """Yield each key that stands twice in one mapping, with its second line: YAML keeps only the last.

    Raises:
        yaml.YAMLError: the file is not YAML; read it by `load_yaml` before.
    """
    root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    yield from _repeated(root, set())


def _repeated(node: yaml.Node | None, walked: set[int]) -> Iterator[tuple[str, int]]:
    # An alias leads to a node again: aliases of aliases would be walked for minutes.
    if id(node) in walked:
        return
    walked.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated(item, walked)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            name = str(key.value)
            if name in seen:
                yield name, key.start_mark.line + 1
            seen.add(name)
            yield from _repeated(value, walked)


def load_with_lines(file: YamlFile) -> tuple[Any, YamlLines]:
    """The content of a YAML file, and where its parts stand.

    Raises:
        DataError: see `load_yaml`.
    """
    content = load_yaml(file)
    return content, YamlLines(yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader))
