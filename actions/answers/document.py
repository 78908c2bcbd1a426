"""An answer as it is written in a file, sent by a system, and kept in a version: one form for all three."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from actions.answers.entry import AnswerFile, Entry, LinkButton, LinkedFile, Wording
from actions.answers.file_kind import BEGINNINGS, LONGEST_NAME, MOST_FILES, ending_of
from actions.answers.fillable_facts import FACTS, facts_in
from actions.answers.link_address import WebAddress
from actions.answers.normal_question import normalised
from actions.settings.storable_text import STORABLE
from nlu.contract.labels import Language

KEY = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
CHECKSUM = "[0-9a-f]{64}"
LONGEST_ANSWER = 3500  # characters; with what is added to it, one message


def _says_something(question: str) -> str:
    if not normalised(question):
        raise PydanticCustomError(
            "answer_says_nothing", "expected a question with at least one letter, digit or character"
        )
    return question


def _has_known_facts(answer: str) -> str:
    try:
        unknown = facts_in(answer) - FACTS
    except ValueError:
        raise PydanticCustomError(
            "answer_brace",
            "expected every brace in a pair, around a name alone; a literal one is written twice",
        ) from None
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(FACTS))
        named = ", ".join(f"{{{name}}}" for name in sorted(unknown))
        raise PydanticCustomError(
            "answer_unknown_fact",
            "{named} is not filled in; known are {known}",
            {"named": named, "known": known},
        )
    return answer


def _is_sendable(name: str) -> str:
    if ending_of(name) not in BEGINNINGS or not name.isprintable() or "/" in name or "\\" in name:
        raise PydanticCustomError(
            "answer_file_name",
            "'{name}': expected a file name with one of the endings {endings}",
            {"name": name, "endings": ", ".join(BEGINNINGS)},
        )
    return name


def _text(longest: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


Key = Annotated[str, Field(pattern=f"^{KEY}$")]
Question = Annotated[str, _text(200), STORABLE, AfterValidator(_says_something)]
AnswerText = Annotated[str, _text(LONGEST_ANSWER), STORABLE, AfterValidator(_has_known_facts)]
Label = Annotated[str, _text(60), STORABLE]
FileName = Annotated[str, _text(LONGEST_NAME), STORABLE, AfterValidator(_is_sendable)]
Checksum = Annotated[str, Field(pattern=f"^{CHECKSUM}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LinkForm(_Strict):
    """A button that opens an address."""

    text: Label
    url: WebAddress


class FileForm(_Strict):
    """A file by its address."""

    name: Label
    url: WebAddress


class AnswerFileForm(_Strict):
    """A file that is sent after the answer; its content is kept apart, by its SHA-256."""

    name: FileName
    sha256: Checksum


class WordingForm(_Strict):
    """An answer in one language."""

    question: Question
    variants: tuple[Question, ...] = Field((), max_length=100)
    answer: AnswerText
    buttons: tuple[LinkForm, ...] = Field((), max_length=8)

    @model_validator(mode="after")
    def _asks_nothing_twice(self) -> Self:
        seen: dict[str, str] = {}
        for question in (self.question, *self.variants):
            if (same := seen.setdefault(normalised(question), question)) is not question:
                raise PydanticCustomError(
                    "answer_same_question",
                    "'{question}' is the same question as '{same}'; remove one of them",
                    {"question": question, "same": same},
                )
        return self


class AnswerDocument(_Strict):
    """All that a version holds."""

    outlet: Label | None = None
    starts: date | None = None
    ends: date | None = None
    tags: tuple[Label, ...] = Field((), max_length=20)
    wordings: dict[Language, WordingForm] = Field(min_length=1)
    attachments: tuple[FileForm, ...] = Field((), max_length=5)
    files: tuple[AnswerFileForm, ...] = Field((), max_length=MOST_FILES)

    @model_validator(mode="after")
    def _sends_nothing_twice(self) -> Self:
        seen: set[str] = set()
        for file in self.files:
            if file.sha256 in seen:
                raise PydanticCustomError(
                    "answer_same_file", "'{name}' is there twice; remove one of them", {"name": file.name}
                )
            seen.add(file.sha256)
        return self

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.starts is not None and self.ends is not None and self.ends < self.starts:
            raise PydanticCustomError("answer_dates", "expected `ends` on the day of `starts` or after it")
        return self

    def questions(self) -> Iterator[tuple[Language, str]]:
        """Yield every question and variant, with its language."""
        for language, wording in self.wordings.items():
            yield from ((language, question) for question in (wording.question, *wording.variants))

    def content(self) -> dict[str, Any]:
        """Return it as JSON and YAML can hold it, without what is not given."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def entry(self, answer_id: int, key: str, version: int) -> Entry:
        """Return it as it is found and said."""
        return Entry(
            answer_id,
            key,
            version,
            tuple(
                _wording(language, self.wordings[language])
                for language in Language
                if language in self.wordings
            ),
            outlet=self.outlet,
            starts=self.starts,
            ends=self.ends,
            tags=self.tags,
            attachments=tuple(LinkedFile(each.name, each.url) for each in self.attachments),
            files=tuple(AnswerFile(each.name, each.sha256) for each in self.files),
        )


def read_content(content: Mapping[str, Any]) -> AnswerDocument:
    """Return the document of a version's content.

    Raises:
        ValidationError: it is not what `AnswerDocument.content` gave.
    """
    return AnswerDocument.model_validate(content)


def _wording(language: Language, form: WordingForm) -> Wording:
    buttons = tuple(LinkButton(each.text, each.url) for each in form.buttons)
    return Wording(language, form.question, form.variants, form.answer, buttons)
