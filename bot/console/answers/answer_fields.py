"""An answer as the fields of a form, each a text, and back."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from actions.answers.document import AnswerDocument, WordingForm
from actions.answers.normal_question import normalised
from nlu.contract.labels import Language

SEPARATOR = " | "  # between the words of a link and its address


class AnswerField(StrEnum):
    """What an answer holds; the last four are in each language."""

    OUTLET = "outlet"
    TAGS = "tags"
    STARTS = "starts"
    ENDS = "ends"
    ATTACHMENTS = "attachments"
    FILES = "files"
    QUESTION = "question"
    VARIANTS = "variants"
    ANSWER = "answer"
    BUTTONS = "buttons"


SPOKEN = (AnswerField.QUESTION, AnswerField.VARIANTS, AnswerField.ANSWER, AnswerField.BUTTONS)
SHARED = tuple(field for field in AnswerField if field not in SPOKEN)
FieldKey = tuple[AnswerField, Language | None]
KEYS: tuple[FieldKey, ...] = (
    *((field, None) for field in SHARED),
    *((field, language) for language in Language for field in SPOKEN),
)


def field_name(field: AnswerField, language: Language | None = None) -> str:
    """Return the name of a field in the form, such as `outlet` or `zh_question`."""
    return field.value if language is None else f"{language.value}_{field.value}"


def fields_of(document: AnswerDocument) -> dict[FieldKey, str]:
    """Return the text of every field; empty where nothing is given."""
    shared = {
        AnswerField.OUTLET: document.outlet or "",
        AnswerField.TAGS: ", ".join(document.tags),
        AnswerField.STARTS: document.starts.isoformat() if document.starts else "",
        AnswerField.ENDS: document.ends.isoformat() if document.ends else "",
        AnswerField.ATTACHMENTS: _links((each.name, each.url) for each in document.attachments),
        AnswerField.FILES: _links((each.name, each.sha256) for each in document.files),
    }
    fields: dict[FieldKey, str] = {(field, None): text for field, text in shared.items()}
    for language in Language:
        fields |= {
            (field, language): text for field, text in _spoken(document.wordings.get(language)).items()
        }
    return fields


def content_in(form: Mapping[str, str]) -> dict[str, object]:
    """Return what a form holds in the shape of a document, unchecked; empty fields are left out."""

    def given(field: AnswerField, language: Language | None = None) -> str:
        return form.get(field_name(field, language), "").replace("\r\n", "\n").strip()

    shared: dict[str, object] = {
        "outlet": given(AnswerField.OUTLET),
        "starts": given(AnswerField.STARTS),
        "ends": given(AnswerField.ENDS),
        "tags": [tag.strip() for tag in given(AnswerField.TAGS).replace("，", ",").split(",") if tag.strip()],
        "attachments": _parts(given(AnswerField.ATTACHMENTS), "name"),
        "files": _parts(given(AnswerField.FILES), "name", "sha256"),
    }
    wordings = {}
    for language in Language:
        spoken = {field: given(field, language) for field in SPOKEN}
        if any(spoken.values()):
            wordings[language.value] = {
                "question": spoken[AnswerField.QUESTION],
                "variants": [
                    line.strip() for line in spoken[AnswerField.VARIANTS].split("\n") if line.strip()
                ],
                "answer": spoken[AnswerField.ANSWER],
                "buttons": _parts(spoken[AnswerField.BUTTONS], "text"),
            }
    return {**{name: value for name, value in shared.items() if value}, "wordings": wordings}


def questions_in(form: Mapping[str, str]) -> list[tuple[Language, str]]:
    """Return the questions and variants that a form holds, also where the rest is not written yet."""
    return [
        (language, line.strip())
        for language in Language
        for field in (AnswerField.QUESTION, AnswerField.VARIANTS)
        for line in form.get(field_name(field, language), "").splitlines()
        if normalised(line)
    ]


def _spoken(wording: WordingForm | None) -> dict[AnswerField, str]:
    if wording is None:
        return dict.fromkeys(SPOKEN, "")
    return {
        AnswerField.QUESTION: wording.question,
        AnswerField.VARIANTS: "\n".join(wording.variants),
        AnswerField.ANSWER: wording.answer,
        AnswerField.BUTTONS: _links((each.text, each.url) for each in wording.buttons),
    }


def _links(links: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{words}{SEPARATOR}{address}" for words, address in links)


def _parts(lines: str, words: str, target: str = "url") -> list[dict[str, str]]:
    """Return a link a line; without a target where the line has no separator."""
    parts = []
    for line in filter(None, map(str.strip, lines.split("\n"))):
        name, separator, address = line.rpartition(SEPARATOR.strip())
        parts.append({words: name.strip(), target: address.strip()} if separator else {words: line})
    return parts
