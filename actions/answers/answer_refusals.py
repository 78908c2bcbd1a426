"""Why a change to the answers is refused, named by what the caller must do.

AnswerRefused
├── NoSuchAnswer     name another one: there is no entry with this key
├── NoSuchVersion    name another one: the entry has no version with this number
├── NotADraft        roll back to it instead: the version was published or discarded before
├── FileRefused      send another file: its kind, size or content is not taken
├── FilesMissing     hand in the files too: an answer names some that are not kept
├── FileGone         look at the files of the reply: an answer has others by now
├── QuestionTaken    word it in another way, give one of the two an outlet, or retire the other one
└── ChangedMeanwhile read again what is there: another change came first
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from nlu.contract.labels import Language


class AnswerRefused(Exception):
    """A change that is not made; nothing was written."""


class NoSuchAnswer(AnswerRefused):
    """There is no entry with this key."""

    def __init__(self, key: str) -> None:
        super().__init__(f"there is no answer {key!r}")
        self.key = key


class NoSuchVersion(AnswerRefused):
    """The entry has no version with this number."""

    def __init__(self, key: str, number: int | None) -> None:
        super().__init__(f"{key}: there is no {'draft' if number is None else f'version {number}'}")
        self.key = key
        self.number = number


class NotADraft(AnswerRefused):
    """Only a draft can be published."""

    def __init__(self, key: str, number: int) -> None:
        super().__init__(f"{key}: version {number} is no draft; roll back to it instead")
        self.key = key
        self.number = number


class ChangedMeanwhile(AnswerRefused):
    """The answers have changed since the caller read them."""


class FileFault(StrEnum):
    """What is wrong with a file."""

    KIND = "kind"
    SIZE = "size"
    EMPTY = "empty"
    CONTENT = "content"
    CHECKSUM = "checksum"


FILE_FAULTS = {
    FileFault.KIND: "files of this kind are not sent; known endings are {limit}",
    FileFault.SIZE: "it is larger than {limit}, which is the most for a file",
    FileFault.EMPTY: "it is empty",
    FileFault.CONTENT: "its content is not that of a file that ends in .{limit}",
    FileFault.CHECKSUM: "its content has another SHA-256 than {limit}",
}


class FileRefused(AnswerRefused):
    """A file that is not sent with answers; `limit` is what it exceeds or what is known."""

    def __init__(self, name: str, fault: FileFault, limit: str = "") -> None:
        super().__init__(f"{name}: {FILE_FAULTS[fault].format(limit=limit)}")
        self.name = name
        self.fault = fault
        self.limit = limit


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that an answer names and that is not kept."""

    key: str
    name: str
    checksum: str

    def __str__(self) -> str:
        """Say what is missing."""
        return f"{self.key}: the file {self.name!r} (sha256 {self.checksum}) is missing; hand it in too"


class FilesMissing(AnswerRefused):
    """Answers name files that are not kept; nothing was written."""

    def __init__(self, files: Sequence[MissingFile]) -> None:
        super().__init__("; ".join(map(str, files)))
        self.files = tuple(files)


class FileGone(AnswerRefused):
    """A file that goes with a reply is no longer one of a published answer; nothing was sent."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A question of one entry that another one already answers, in the same language at the same outlet."""

    key: str
    question: str
    language: Language
    outlet: str | None
    holder: str

    def __str__(self) -> str:
        """Say what clashes, and the ways out."""
        place = f" at {self.outlet}" if self.outlet else ""
        return (
            f"{self.key}: {self.question!r} ({self.language}) is already answered by {self.holder!r}{place}; "
            f"word it in another way, give one of the two an outlet, or retire {self.holder!r}"
        )


class QuestionTaken(AnswerRefused):
    """Another entry answers the same question."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__("; ".join(map(str, clashes)))
        self.clashes = tuple(clashes)
