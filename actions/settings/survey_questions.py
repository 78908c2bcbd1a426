"""The questions of a survey: their texts, their options and when they are asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, ConfigDict, Field

from nlu.contract.labels import Language
from store.models.question_kinds import KINDS, Kind


def _in_every_language(texts: Mapping[Language, str]) -> Mapping[Language, str]:
    missing = [str(language) for language in Language if not texts.get(language, "").strip()]
    if missing:
        raise ValueError(f"expected a text in every language; {', '.join(missing)} is missing or empty")
    return texts


# Short enough for an invitation, a question and an option to fit into the 64 bytes of a button.
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
Texts = Annotated[Mapping[Language, str], AfterValidator(_in_every_language)]
# What the steps of a scale are called, from the lowest to the highest.
Words = Mapping[Language, tuple[str, ...]]


class Look(StrEnum):
    """How the steps of a rating are drawn."""

    NUMBERS = "numbers"
    STARS = "stars"
    FACES = "faces"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to a question of choice."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: Name
    text: Texts


@dataclass(frozen=True, slots=True)
class Condition:
    """What an earlier question must have been answered with; all that is given must hold."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    question: Name
    at_most: int | None = None
    at_least: int | None = None
    chosen: Name | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its id is the same in all languages and versions, so that answers pool.

    `alert_at_most` is the number at which an answer opens a recovery case. An item of a scale belongs to a
    `dimension`. A pair has its perception as `text` and its expectation as `expected`.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: Name
    kind: Kind
    text: Texts
    optional: bool = False
    options: tuple[Option, ...] = ()
    look: Look = Look.NUMBERS
    alert_at_most: int | None = None
    when: Condition | None = None
    words: Words | None = None
    dimension: Name | None = None
    expected: Texts | None = None

    @property
    def halves(self) -> "tuple[Question, ...]":
        """What the customer is asked: the question itself, or the expectation and perception of a pair."""
        if not KINDS[self.kind].asked_twice or self.expected is None:
            return (self,)
        expectation = replace(self, id=f"{self.id}_expected", text=self.expected, expected=None)
        return expectation, replace(self, id=f"{self.id}_perceived", expected=None)

    @property
    def scale(self) -> range:
        """The numbers that can be answered; empty for choices and text."""
        return KINDS[self.kind].scale

    def option(self, name: str) -> Option | None:
        """The option of this id, if there is one."""
        return next((option for option in self.options if option.id == name), None)
