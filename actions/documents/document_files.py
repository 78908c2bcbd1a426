"""Which documents there are, and the files that they are by default.

The key of a document is the path of its file without ending, with a dot for each slash: `rules`,
`replies.zh`, `surveys.post_service`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath

from actions.settings.yaml_files import DataError, YamlText, read_file
from nlu.contract.labels import Language

Documents = Mapping[str, YamlText]
"""The text of each document by key."""

SINGLE = ("business", "calendar", "rules", "canned", "scorecard")
REPLIES = "replies"
SURVEYS = "surveys"
OF_LANGUAGES: Mapping[Language, str] = {language: f"{REPLIES}.{language.value}" for language in Language}
REQUIRED = (*SINGLE, *OF_LANGUAGES.values())
SURVEY_KEY = re.compile(rf"{SURVEYS}\.[a-z][a-z0-9_]{{0,19}}")


def is_document(key: str) -> bool:
    """Return whether there can be a document of this key."""
    return key in REQUIRED or SURVEY_KEY.fullmatch(key) is not None


def is_survey(key: str) -> bool:
    """Return whether a document is a survey."""
    return key.startswith(f"{SURVEYS}.")


def file_of(key: str) -> PurePath:
    """Return the path of a document's file below the folder of all."""
    return PurePath(*key.split(".")).with_suffix(".yml")


def read_documents(folder: Path) -> Documents:
    """Read the text of every document below a folder, without checking what it says.

    Raises:
        DataError: a file is missing or cannot be read.
    """
    if not sorted((folder / SURVEYS).glob("*.yml")):
        raise DataError([f"{folder / SURVEYS}: expected at least one survey, such as post_service.yml"])
    return _read(folder, [*REQUIRED, *_survey_keys(folder)])


def read_present_documents(folder: Path) -> Documents:
    """Read the documents that are there.

    Raises:
        DataError: there is none, or one cannot be read or has no name of a document.
    """
    there = [key for key in (*REQUIRED, *_survey_keys(folder)) if (folder / file_of(key)).exists()]
    if not there:
        raise DataError([f"{folder}: expected files such as rules.yml or replies/zh.yml"])
    if strange := [key for key in there if not is_document(key)]:
        raise DataError(
            [f"{folder / file_of(key)}: expected a name such as post_service.yml" for key in strange]
        )
    return _read(folder, there)


def as_text(key: str, text: str) -> YamlText:
    """Return the text of a document under the name that mistakes give it."""
    return YamlText(file_of(key).as_posix(), text)


def _read(folder: Path, keys: Iterable[str]) -> Documents:
    found: dict[str, YamlText] = {}
    problems: list[str] = []
    for key in keys:
        file = folder / file_of(key)
        try:
            found[key] = YamlText(str(file), read_file(file))
        except DataError as exc:
            problems += exc.problems
    if problems:
        raise DataError(problems)
    return found


def _survey_keys(folder: Path) -> Iterator[str]:
    return (f"{SURVEYS}.{file.stem}" for file in sorted((folder / SURVEYS).glob("*.yml")))
