"""Reading the YAML files under data/, with errors that name file, line and what is expected."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError


class DataError(Exception):
    """Files under data/ are wrong; `problems` has one sentence each, naming file and line or key."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def load_yaml(file: Path) -> Any:
    """The content of a YAML file.

    Raises:
        DataError: the file is missing, unreadable, not UTF-8 or not YAML.
    """
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise DataError([f"{file}: the file is missing"]) from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise DataError([f"{file}: cannot be read: {exc}"]) from exc
    except yaml.MarkedYAMLError as exc:
        raise DataError([_explain(file, exc)]) from exc
    except yaml.YAMLError as exc:
        raise DataError([f"{file}: not valid YAML: {exc}"]) from exc


def mistakes_of(file: Path, exc: ValidationError, key: str = "") -> list[str]:
    """Return one sentence for each mistake, with the place below `key` and what is expected there."""
    return [
        f"{file}: {'.'.join(map(str, (key, *loc) if key else loc))}: {message.removeprefix('Value error, ')}"
        for loc, message in ((error["loc"], error["msg"]) for error in exc.errors())
    ]


def _explain(file: Path, exc: yaml.MarkedYAMLError) -> str:
    mark = exc.problem_mark or exc.context_mark
    line = f"line {mark.line + 1}" if mark else "somewhere"
    return f"{file}, {line}: {exc.problem or 'not valid YAML'}"
