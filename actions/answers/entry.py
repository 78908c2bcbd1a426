"""A published answer as it is found and said, and whether it holds on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nlu.contract.labels import Language


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A button below an answer that opens an address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A file that goes with an answer, by its address."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A file that is sent after an answer; its content is kept by its SHA-256."""

    name: str
    checksum: str


@dataclass(frozen=True, slots=True)
class Wording:
    """An entry in one language. `answer` may have facts in braces: see `actions.answers.fillable_facts`."""

    language: Language
    question: str
    variants: tuple[str, ...]
    answer: str
    buttons: tuple[LinkButton, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """The question and its variants."""
        return (self.question, *self.variants)


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of an answer. `outlet` None is every outlet; `ends` is the last day on which it holds."""

    id: int
    key: str
    version: int
    wordings: tuple[Wording, ...]
    outlet: str | None = None
    starts: date | None = None
    ends: date | None = None
    tags: tuple[str, ...] = ()
    attachments: tuple[LinkedFile, ...] = ()
    files: tuple[AnswerFile, ...] = ()

    def wording(self, language: Language) -> Wording | None:
        """The wording in a language; None if it has none."""
        return next((each for each in self.wordings if each.language is language), None)

    def questions(self) -> Iterator[tuple[Language, str]]:
        """Yield every question and variant, with its language."""
        for wording in self.wordings:
            yield from ((wording.language, question) for question in wording.questions)


class EffectiveState(StrEnum):
    """Whether an entry holds, by its dates."""

    PENDING = "pending"  # it begins later
    ACTIVE = "active"
    EXPIRED = "expired"


def effective_state(entry: Entry, today: date) -> EffectiveState:
    """Whether an entry holds on a day of the business; the first and the last day belong to it."""
    return state_of(entry.starts, entry.ends, today)


def state_of(starts: date | None, ends: date | None, today: date) -> EffectiveState:
    """Whether what begins and ends on these days holds today."""
    if ends is not None and today > ends:
        return EffectiveState.EXPIRED
    if starts is not None and today < starts:
        return EffectiveState.PENDING
    return EffectiveState.ACTIVE
