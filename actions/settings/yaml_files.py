"""Reading the YAML files under data/, with errors that name file, line and what is expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Protocol

import yaml
from pydantic import ValidationError


class DataError(Exception):
    """Files under data/ are wrong; `problems` has one sentence each, naming file and line or key."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class YamlFile(Protocol):
    """A file, or a text that stands for one; mistakes name it by its `str`."""

    @property
    def stem(self) -> str:
        """The name without folder and ending."""
        ...

    def read_text(self, encoding: str) -> str:
        """All that it holds."""
        ...


@dataclass(frozen=True, slots=True)
class YamlText:
    """A text that stands for the file of this name."""

    name: str
    text: str

    def __str__(self) -> str:
        return self.name

    @property
    def stem(self) -> str:
        """The name without folder and ending."""
        return PurePath(self.name).stem

    def read_text(self, encoding: str = "utf-8") -> str:
        """The text."""
        return self.text


def read_file(file: YamlFile) -> str:
    """The text of a file.

    Raises:
        DataError: the file is missing, unreadable or not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as exc:
        raise DataError([f"{file}: the file is missing"]) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise DataError([f"{file}: cannot be read: {exc}"]) from exc


def load_yaml(file: YamlFile) -> Any:
    """The content of a YAML file.

    Raises:
        DataError: the file is missing, unreadable, not UTF-8 or not YAML.
    """
    text = read_file(file)
    try:
        return yaml.safe_load(text)
    except yaml.MarkedYAMLError as exc:
        raise DataError([_explain(file, exc)]) from exc
    except RecursionError as exc:
        raise DataError([f"{file}: not valid YAML: it is nested too deeply"]) from exc
    except (yaml.YAMLError, ValueError) as exc:  # a day such as 2027-02-31 is a ValueError
        raise DataError([f"{file}: not valid YAML: {exc}"]) from exc


def mistakes_of(file: YamlFile, exc: ValidationError, key: str = "") -> list[str]:
    """Return one sentence for each mistake, with the place below `key` and what is expected there."""
    return [
        f"{file}: {'.'.join(map(str, (key, *loc) if key else loc))}: {message.removeprefix('Value error, ')}"
        for loc, message in ((error["loc"], error["msg"]) for error in exc.errors())
    ]


def _explain(file: YamlFile, exc: yaml.MarkedYAMLError) -> str:
    mark = exc.problem_mark or exc.context_mark
    line = f"line {mark.line + 1}" if mark else "somewhere"
    return f"{file}, {line}: {exc.problem or 'not valid YAML'}"
