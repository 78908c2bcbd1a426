"""Replies that staff have ready, in both languages, and what is done with them: data/canned.yml."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from actions.settings.storable_text import flaw_of
from actions.settings.text_files import placeholders
from actions.settings.yaml_files import DataError, YamlFile, load_yaml, mistakes_of
from actions.turn.chinese_form import ChineseForm, in_form
from nlu.contract.labels import Language
from store.models.cases import Priority

FILLED = frozenset({"name", "reference", "staff"})  # what can be filled in


@dataclass(frozen=True, slots=True)
class MacroActions:
    """What is done when a reply is sent: `settle` is one of the rules' ways to settle a case."""

    wait: bool = False
    priority: Priority | None = None
    settle: str | None = None


NO_ACTIONS = MacroActions()


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply, with a title by which staff find it; with actions, it is a macro."""

    key: str
    title: Mapping[Language, str]
    text: Mapping[Language, str]
    actions: MacroActions = NO_ACTIONS

    def filled(
        self, language: Language, values: Mapping[str, str], form: ChineseForm = ChineseForm.SIMPLIFIED
    ) -> str:
        """Return the text in a language, Chinese in a form, with values as they are.

        Where a value is missing, its place is left for staff to fill in.
        """
        known = {name: values.get(name) or f"[{name}]" for name in FILLED}
        text = self.text[language]
        return (in_form(text, form) if language is Language.ZH else text).format(**known)


class _Actions(BaseModel):
    model_config = ConfigDict(extra="forbid")

    wait: bool = False
    priority: Priority | None = None
    settle: str | None = None


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: dict[Language, str]
    text: dict[Language, str]
    actions: _Actions = Field(default_factory=_Actions)


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
        flaws = ((language, flaw_of(text)) for language, text in texts.items())
        problems.extend(f"{file}: {key}.{part}.{language.value} {flaw}" for language, flaw in flaws if flaw)
    try:
        unknown = {name for text in checked.text.values() for name in placeholders(text)} - FILLED
    except ValueError:
        problems.append(f"{file}: {key}.text has a brace out of order")
        return
    problems.extend(f"{file}: {key}.text has {{{name}}}, which is not filled in" for name in sorted(unknown))
    texts = {language: text.strip() for language, text in checked.text.items()}
    yield CannedReply(key, checked.title, texts, MacroActions(**checked.actions.model_dump()))


def unknown_reasons(canned: Iterable[CannedReply], reasons: Container[str]) -> list[str]:
    """Return what is wrong with macros that settle cases in ways that the rules do not name."""
    return [
        f"canned.yml: {each.key}.actions.settle is {each.actions.settle}, not among `settle_reasons`"
        for each in canned
        if each.actions.settle is not None and each.actions.settle not in reasons
    ]
