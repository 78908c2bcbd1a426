"""The questions of a survey: their texts, their options and when they are asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

from actions.settings.storable_text import flaw_of
from nlu.contract.labels import Language
from store.models.question_kinds import KINDS, Kind, pair_of
from store.models.rotation import is_one_in, turned


def _in_every_language(texts: Mapping[Language, str]) -> Mapping[Language, str]:
    missing = [str(language) for language in Language if not texts.get(language, "").strip()]
    if missing:
        raise ValueError(f"expected a text in every language; {', '.join(missing)} is missing or empty")
    for language, text in texts.items():
        if flaw := flaw_of(text):
            raise ValueError(f"the text in {language} {flaw}")
    return texts


# Short enough for an invitation, a question and an option to fit into the 64 bytes of a button.
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
Texts = Annotated[Mapping[Language, str], AfterValidator(_in_every_language)]
# What the steps of a scale are called, from the lowest to the highest.
Words = Mapping[Language, tuple[str, ...]]
OFFSET = re.compile(r"today|[+-][0-9]{1,4}d")
OTHER = "other"  # the option for everything else
LONGEST_OFFSET = timedelta(days=9999)


class Look(StrEnum):
    """How the steps of a rating are drawn."""

    NUMBERS = "numbers"
    STARS = "stars"
    FACES = "faces"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to a question of choice; `also` are other words by which customers type it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    id: Name
    text: Texts
    also: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """What an earlier question must have been answered with; all that is given must hold.

    With `otherwise_one_in`, one of so many invitations is asked whatever was answered: what moves
    satisfaction can only be learnt from satisfied customers too.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    question: Name
    at_most: int | None = None
    at_least: int | None = None
    chosen: Name | None = None
    otherwise_one_in: Annotated[int, Field(ge=2)] | None = None


def _as_offset(value: object) -> str:
    if not OFFSET.fullmatch(str(value)):
        raise ValueError("expected today, or a number of days before or after it such as -30d or +14d")
    return str(value)


# A day as it is written in a survey: `today`, `-30d` or `+14d`.
Offset = Annotated[str, BeforeValidator(_as_offset)]


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days that answer a question of kind date, seen from the day on which it is answered."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    earliest: Offset = "-365d"
    latest: Offset = "+365d"

    def days(self, today: date) -> tuple[date, date]:
        """The earliest and the latest day."""
        return today + _days_from_today(self.earliest), today + _days_from_today(self.latest)


def _days_from_today(offset: str) -> timedelta:
    return timedelta(days=0 if offset == "today" else int(offset.removesuffix("d")))


def _in_order(dates: DateRange) -> DateRange:
    earliest, latest = dates.days(date.min + LONGEST_OFFSET)
    if earliest > latest:
        raise ValueError(f"expected a latest day that is not before the earliest, {dates.earliest}")
    return dates


@dataclass(frozen=True, slots=True)
class Question:
    """One question; its id is the same in all languages and versions, so that answers pool.

    `alert_at_most` is the number at which an answer opens a recovery case. An item of a scale belongs to a
    `dimension`. A pair has its perception as `text`, and its expectation as `expected`, in the words of one
    who recalls it, and as `beforehand`, in the words of one who still waits. `dates` are the days that can be
    answered; without it a year before and a year after. With `turns`, each invitation shows the options from
    another one on; one that is called "other" stays last. `construct` names what an item measures, and
    `against` an earlier item that it is compared with. Questions of one `block` are asked together; an
    invitation asks one block, in rotation.
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
    beforehand: Texts | None = None
    turns: bool = False
    dates: Annotated[DateRange, AfterValidator(_in_order)] | None = None
    construct: Texts | None = None
    against: Name | None = None
    block: Name | None = None

    @property
    def halves(self) -> "tuple[Question, ...]":
        """What the customer is asked: the question itself, or the expectation and perception of a pair."""
        if not KINDS[self.kind].asked_twice or self.expected is None:
            return (self,)
        half = replace(self, expected=None, beforehand=None)
        expected, perceived = pair_of(self.id)
        return replace(half, id=expected, text=self.expected), replace(half, id=perceived)

    @property
    def scale(self) -> range:
        """The numbers that can be answered; empty for choices and text."""
        return KINDS[self.kind].scale

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the number 1 means yes, and 0 no."""
        return KINDS[self.kind].is_yes_or_no

    def for_invitation(self, number: int) -> "Question":
        """The question as an invitation asks it: with turned options, and one of many without condition."""
        when, options = self.when, self.options
        if when is not None and when.otherwise_one_in and is_one_in(number, when.otherwise_one_in):
            when = None
        if self.turns:
            last = tuple(option for option in options if option.id == OTHER)
            options = (*turned([each for each in options if each.id != OTHER], number, self.id), *last)
        return replace(self, when=when, options=options)

    def days(self, today: date) -> tuple[date, date]:
        """The earliest and the latest day that can be answered."""
        return (self.dates or DateRange()).days(today)

    def option(self, name: str) -> Option | None:
        """The option of this id, if there is one."""
        return next((option for option in self.options if option.id == name), None)
