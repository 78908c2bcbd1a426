"""Replies that staff have ready, in both languages: data/canned.yml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from actions.settings.text_files import placeholders
from actions.settings.yaml_files import DataError, YamlFile, load_yaml, mistakes_of
from nlu.contract.labels import Language

FILLED = frozenset({"name", "reference", "staff"})  # what can be filled in


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply, with a title by which staff find it."""

    key: str
    title: Mapping[Language, str]
    text: Mapping[Language, str]

    def filled(self, language: Language, values: Mapping[str, str]) -> str:
        """The text in a language; where a value is missing, its place is left for staff to fill in."""
        known = {name: values.get(name) or f"[{name}]" for name in FILLED}
        return self.text[language].format(**known)


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: dict[Language, str]
    text: dict[Language, str]


def load_canned(file: YamlFile) -> tuple[CannedReply, ...]:
    """Read the replies in the order in which they stand.

    Raises:
        DataError: the file is broken, a language is missing, or a text has a placeholder that is not filled.
    """
    tree = load_yaml(file)
    if not isinstance(tree, dict):
        raise DataError([f"{file}: the file must be a mapping of names to replies"])
    problems: list[str] = []
    replies = [reply for key, entry in tree.items() for reply in _reply(file, str(key), entry, problems)]
    if problems:
        raise DataError(problems)
    return tuple(replies)


def _reply(file: YamlFile, key: str, entry: object, problems: list[str]) -> Iterator[CannedReply]:
    try:
        checked = _Entry.model_validate(entry)
    except ValidationError as exc:
        problems.extend(mistakes_of(file, exc, key))
        return
    for part, texts in (("title", checked.title), ("text", checked.text)):
        problems.extend(
            f"{file}: {key}.{part} is missing in {language.value}"
            for language in Language
            if not texts.get(language)
        )
    try:
        unknown = {name for text in checked.text.values() for name in placeholders(text)} - FILLED
    except ValueError:
        problems.append(f"{file}: {key}.text has a brace out of order")
        return
    problems.extend(f"{file}: {key}.text has {{{name}}}, which is not filled in" for name in sorted(unknown))
    yield CannedReply(key, checked.title, {language: text.strip() for language, text in checked.text.items()})
