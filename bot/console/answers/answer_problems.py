"""What is wrong with an answer in a form, in words of the console."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError

from actions.answers.answer_refusals import FileFault
from bot.console.answers.answer_fields import AnswerField
from nlu.contract.labels import Language


class AnswerProblem(StrEnum):
    """What can be wrong; the texts may name {detail} and {limit}."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    DAY = "day"
    LINK = "link"
    ADDRESS = "address"
    SAYS_NOTHING = "says_nothing"
    UNKNOWN_FACT = "unknown_fact"
    BRACE = "brace"
    SAME_QUESTION = "same_question"
    DATES = "dates"
    FILE_KIND = "file_kind"
    FILE_SIZE = "file_size"
    FILE_EMPTY = "file_empty"
    FILE_CONTENT = "file_content"
    FILE_MISSING = "file_missing"
    SAME_FILE = "same_file"
    CHANGED = "changed"
    OTHER = "other"


KINDS: Mapping[str, AnswerProblem] = {
    "string_too_short": AnswerProblem.EMPTY,
    "too_short": AnswerProblem.EMPTY,
    "string_too_long": AnswerProblem.TOO_LONG,
    "too_long": AnswerProblem.TOO_MANY,
    "date_from_datetime_parsing": AnswerProblem.DAY,
    "date_parsing": AnswerProblem.DAY,
    "missing": AnswerProblem.LINK,
    "answer_address": AnswerProblem.ADDRESS,
    "answer_says_nothing": AnswerProblem.SAYS_NOTHING,
    "answer_unknown_fact": AnswerProblem.UNKNOWN_FACT,
    "answer_brace": AnswerProblem.BRACE,
    "answer_same_question": AnswerProblem.SAME_QUESTION,
    "answer_dates": AnswerProblem.DATES,
    "answer_file_name": AnswerProblem.FILE_KIND,
    "answer_same_file": AnswerProblem.SAME_FILE,
}
FILE_PROBLEMS: Mapping[FileFault, AnswerProblem] = {
    FileFault.KIND: AnswerProblem.FILE_KIND,
    FileFault.SIZE: AnswerProblem.FILE_SIZE,
    FileFault.EMPTY: AnswerProblem.FILE_EMPTY,
    FileFault.CONTENT: AnswerProblem.FILE_CONTENT,
}
DETAILS = ("named", "question", "name")  # what an error says of the text that it is about


@dataclass(frozen=True, slots=True)
class FormProblem:
    """A problem with its place; no field where it concerns the answer as a whole."""

    kind: AnswerProblem
    field: AnswerField | None = None
    language: Language | None = None
    detail: str = ""
    limit: int | str = 0


CHANGED = FormProblem(AnswerProblem.CHANGED)


def problems_of(exc: ValidationError) -> tuple[FormProblem, ...]:
    """Return the problems of a document, in the order of its fields."""
    return tuple(
        FormProblem(
            KINDS.get(error["type"], AnswerProblem.OTHER),
            _field(error["loc"]),
            next((Language(part) for part in error["loc"] if part in {*Language}), None),
            next((str(context[name]) for name in DETAILS if name in context), ""),
            context.get("max_length", context.get("endings", 0)),
        )
        for error in exc.errors(include_url=False)
        for context in (error.get("ctx", {}),)
    )


def _field(place: Sequence[int | str]) -> AnswerField | None:
    return next((AnswerField(str(part)) for part in place if part in {*AnswerField}), None)
