"""The bot's words as fields of a form: a part of them at a time, every language beside the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from actions.documents.text_edits import Place, value_at
from actions.settings.replies import Reply
from actions.settings.text_files import placeholders
from bot.console.documents.numbered_fields import numbers_in
from nlu.contract.labels import Language


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text of the bot: its wordings by language, and the names that are filled in."""

    key: str
    wordings: Mapping[Language, tuple[str, ...]]
    names: tuple[str, ...]

    @property
    def has_several(self) -> bool:
        """Return whether one of several wordings is said each time."""
        return any(len(texts) > 1 for texts in self.wordings.values())


PARTS = tuple(dict.fromkeys(reply.value.partition(".")[0] for reply in Reply))
"""The first names of the keys, in the order in which a talk meets them."""


def field_of(key: str, language: Language, number: int) -> str:
    """Return the name of the field of a wording, such as `zh:complaint.received:0`."""
    return f"{language.value}:{key}:{number}"


def place_of(key: str) -> Place:
    """Return where a text stands in the file of a language."""
    return tuple(key.split("."))


def words_of(part: str, contents: Mapping[Language, Any]) -> tuple[SpokenText, ...]:
    """Return the texts of a part."""
    return tuple(_text(reply.value, contents) for reply in Reply if reply.value.partition(".")[0] == part)


def word_changes(
    form: Mapping[str, str], part: str, language: Language, content: Any
) -> dict[Place, str | list[str]]:
    """Return the texts of one language that a posted form changes."""
    changes: dict[Place, str | list[str]] = {}
    for text in words_of(part, {language: content}):
        posted = tuple(_posted(form, text.key, language))
        if posted != text.wordings[language] and field_of(text.key, language, 0) in form:
            changes[place_of(text.key)] = list(posted) if len(posted) > 1 else "".join(posted)
    return changes


def filled(text: str, examples: Mapping[str, str]) -> str:
    """Return a text with examples filled in; as it is where its braces are out of order."""
    try:
        return text.format(**{name: examples.get(name, f"‹{name}›") for name in placeholders(text)})
    except (ValueError, LookupError, AttributeError):
        return text


def _posted(form: Mapping[str, str], key: str, language: Language) -> Iterator[str]:
    for number in numbers_in(form, f"{language.value}:{key}:"):
        text = form[field_of(key, language, number)].replace("\r\n", "\n").strip()
        if text:
            yield text


def _text(key: str, contents: Mapping[Language, Any]) -> SpokenText:
    wordings = {
        language: tuple(_wordings(value_at(content, place_of(key)))) for language, content in contents.items()
    }
    texts = [text for each in wordings.values() for text in each]
    return SpokenText(key, wordings, tuple(dict.fromkeys(name for text in texts for name in _names(text))))


def _wordings(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if each is not None:
            yield str(each).strip()


def _names(text: str) -> list[str]:
    """Return the names in braces, in their order; none where the braces are out of order."""
    try:
        return sorted(placeholders(text), key=lambda name: text.index(f"{{{name}}}"))
    except ValueError:
        return []
