"""What one version of an answer has otherwise than another."""

from dataclasses import dataclass

from actions.answers.document import AnswerDocument
from bot.console.answers.answer_fields import KEYS, AnswerField, fields_of
from nlu.contract.labels import Language


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after; `removed` and `added` are lines, the whole text where it has one line."""

    field: AnswerField
    language: Language | None
    removed: tuple[str, ...]
    added: tuple[str, ...]


def field_changes(before: AnswerDocument, after: AnswerDocument) -> tuple[FieldChange, ...]:
    """Return the fields that differ, in the order of the form."""
    old, new = fields_of(before), fields_of(after)
    return tuple(
        FieldChange(field, language, *_lines(old[field, language], new[field, language]))
        for field, language in KEYS
        if old[field, language] != new[field, language]
    )


def _lines(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, after = [[line for line in text.split("\n") if line] for text in (old, new)]
    return (
        tuple(line for line in before if line not in after),
        tuple(line for line in after if line not in before),
    )
