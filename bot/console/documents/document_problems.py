"""What is wrong with drafts, in the words of the checker for files, and in which line."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import yaml

from actions.documents.business_settings import BusinessSettings
from actions.documents.document_files import OF_LANGUAGES, as_text, file_of
from actions.documents.settings_in_force import SettingsInForce
from actions.settings.yaml_files import DataError
from actions.settings.yaml_lines import YamlLines

WITH_LINE = re.compile(r", line (\d+): (.*)", re.DOTALL)
WITH_PLACE = re.compile(r": (?:the text '([^']{1,200})'|'([^']{1,200})'|([\w.-]{1,200})[: ])")


@dataclass(frozen=True, slots=True)
class DocumentProblem:
    """A mistake; `line` is None where it concerns no line."""

    document: str
    line: int | None
    text: str


@dataclass(frozen=True, slots=True)
class CheckedDrafts:
    """The mistakes of drafts, and the settings that they make; None where anything is wrong."""

    problems: tuple[DocumentProblem, ...]
    settings: BusinessSettings | None


def problems_of_drafts(
    in_force: SettingsInForce, published: Mapping[str, str], drafts: Mapping[str, str]
) -> tuple[DocumentProblem, ...]:
    """Return what is wrong with these drafts, beside what is published; other wrong texts are not theirs."""
    return checked(in_force, published, drafts).problems


def checked(
    in_force: SettingsInForce, published: Mapping[str, str], drafts: Mapping[str, str]
) -> CheckedDrafts:
    """Return the same with what the drafts say."""
    try:
        return CheckedDrafts((), in_force.check({**published, **drafts}))
    except DataError as exc:
        problems = exc.problems
    concerned = _concerned(in_force, published, drafts)
    of_drafts = tuple(
        _problem(key, text, problem.removeprefix(file_of(key).as_posix()))
        for key, text in concerned.items()
        for problem in problems
        if problem.startswith((f"{file_of(key).as_posix()}:", f"{file_of(key).as_posix()},"))
    )
    return CheckedDrafts(of_drafts or _new(in_force, published, drafts, problems), None)


def _new(
    in_force: SettingsInForce,
    published: Mapping[str, str],
    drafts: Mapping[str, str],
    problems: Sequence[str],
) -> tuple[DocumentProblem, ...]:
    """Return the mistakes in other texts that are none without the drafts."""
    try:
        in_force.check(published)
        known = frozenset[str]()
    except DataError as exc:
        known = frozenset(exc.problems)
    return tuple(DocumentProblem(next(iter(drafts)), None, each) for each in problems if each not in known)


def _concerned(
    in_force: SettingsInForce, published: Mapping[str, str], drafts: Mapping[str, str]
) -> Mapping[str, str]:
    """Return the drafts, with the words in other languages that must fit to them."""
    together = OF_LANGUAGES.values() if drafts.keys() & {*OF_LANGUAGES.values()} else ()
    beside = {key: published.get(key, in_force.files[key].text) for key in together}
    return {**beside, **drafts}


def _problem(key: str, text: str, said: str) -> DocumentProblem:
    if found := WITH_LINE.match(said):
        return DocumentProblem(key, int(found[1]), found[2])
    placed = WITH_PLACE.match(said)
    line = _line(key, text, next(filter(None, placed.groups()), "")) if placed else None
    return DocumentProblem(key, line, said.removeprefix(": "))


def _line(key: str, text: str, place: str) -> int | None:
    """Return the line of the last part of a place such as `cases.first_reply_hours` that exists."""
    try:
        root = yaml.compose(as_text(key, text).read_text(), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    return YamlLines(root).line([int(part) if part.isdigit() else part for part in place.split(".")])
