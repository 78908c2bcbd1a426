"""Recording which files a piece of work enters, in the order in which their functions begin."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from opcode import opmap
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent
OURS = ("bot", "nlu", "actions", "store")
RESUME = opmap["RESUME"]
AT_START = 0  # the argument of RESUME where a function begins; others go on after a yield or an await


@dataclass(frozen=True, slots=True)
class Walk:
    """The files that were entered, each time a function began in another file than the one before."""

    steps: tuple[str, ...]

    @property
    def files(self) -> int:
        """How many files were entered."""
        return len(set(self.steps))

    @property
    def moves(self) -> int:
        """How often the work went from one file to another."""
        return max(len(self.steps) - 1, 0)

    @property
    def returns(self) -> int:
        """How often it came to a file in which it had been before."""
        return len(self.steps) - self.files

    def within(self, folder: str) -> Self:
        """The same as far as it goes through one folder."""
        return type(self)(tuple(_merged(step for step in self.steps if step.startswith(f"{folder}/"))))


@dataclass(slots=True)
class Recorder:
    """Records the functions of ours that begin in this thread while it is entered.

    `outer` is the file and the name of a function: what begins while it is at work is recorded apart, too.
    """

    outer: tuple[str, str]
    _steps: list[str] = field(default_factory=list)
    _inner: list[str] = field(default_factory=list)
    _held: FrameType | None = None

    def __enter__(self) -> Self:
        """Begin to record."""
        sys.setprofile(self._note)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        sys.setprofile(None)

    @property
    def whole(self) -> Walk:
        """All that was recorded."""
        return Walk(tuple(_merged(self._steps)))

    @property
    def inner(self) -> Walk:
        """What was recorded while the outer function was at work."""
        return Walk(tuple(_merged(self._inner)))

    def _note(self, frame: FrameType, event: str, _: Any) -> None:
        if event == "return" and frame is self._held and not _is_paused(frame):
            self._held = None
        file = _file(frame.f_code.co_filename) if event == "call" and _begins(frame) else None
        if file is None:
            return
        if (file, frame.f_code.co_name) == self.outer:
            self._held = frame
        self._steps.append(file)
        if self._held is not None:
            self._inner.append(file)


def _merged(steps: Iterable[str]) -> Iterator[str]:
    return (step for step, _ in groupby(steps))


@cache
def _file(path: str) -> str | None:
    """The path below the project's root; None where the file is none of ours."""
    file = Path(path)
    if not file.is_relative_to(ROOT):
        return None
    name = file.relative_to(ROOT)
    return str(name) if name.parts[0] in OURS else None


@cache
def _code(code: CodeType) -> bytes:
    return code.co_code


def _begins(frame: FrameType) -> bool:
    code, at = _code(frame.f_code), frame.f_lasti
    return at < 0 or code[at] != RESUME or code[at + 1] & 3 == AT_START


def _is_paused(frame: FrameType) -> bool:
    return _code(frame.f_code)[frame.f_lasti] == opmap["YIELD_VALUE"]
