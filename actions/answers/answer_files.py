"""Answers as YAML files: a mapping of keys to documents, in one file or in all files of a folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from actions.answers.answer_set import same_questions
from actions.answers.document import AnswerDocument, Key
from actions.settings.yaml_files import DataError, YamlFile, YamlText
from actions.settings.yaml_lines import YamlLines, load_with_lines, repeated_keys

KEY: TypeAdapter[str] = TypeAdapter(Key)
KEY_EXPECTED = "expected a key of 1 to 64 letters, digits, dots, hyphens and underscores"
NO_CHECKSUM = (
    "this file is missing; put it into the folder `files` beside the YAML file, or give the SHA-256 of one "
    "that is kept"
)
# What pydantic says, in the words of someone who writes a file; {limit} is taken from the error.
PLAIN = {
    "string_type": "expected text; write it between quotes",
    "string_too_short": "expected a text that is not empty",
    "string_too_long": "expected at most {max_length} characters",
    "too_long": "expected at most {max_length} of them",
    "too_short": "expected at least one",
    "missing": "it is missing; add it",
    "extra_forbidden": "nothing of this name is known; is it misspelt?",
    "enum": "no such language is known; use {expected}",
    "model_type": "expected names and values below it, such as question and answer",
    "dict_type": "expected languages below it: zh, en",
    "tuple_type": "expected a list, each item after a hyphen",
    "date_from_datetime_parsing": "expected a day such as 2026-12-31",
    "date_parsing": "expected a day such as 2026-12-31",
    "date_type": "expected a day such as 2026-12-31",
}


NOTHING_BESIDE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class _Place:
    file: YamlFile
    lines: YamlLines


def read_answers(path: Path) -> Mapping[str, AnswerDocument]:
    """Return the documents of a file, or of all `.yml` and `.yaml` files of a folder, by key.

    Raises:
        DataError: files are missing or wrong, or two answers have the same question; each problem names file,
            line and the way out.
    """
    return read_yaml_answers(yaml_files(path))


def read_answer_text(name: str, text: str) -> Mapping[str, AnswerDocument]:
    """Return the documents of a text that stands for a file of this name, by key.

    Raises:
        DataError: see `read_answers`.
    """
    return read_yaml_answers([YamlText(name, text)])


def read_yaml_answers(
    files: Sequence[YamlFile], beside: Mapping[str, str] = NOTHING_BESIDE
) -> Mapping[str, AnswerDocument]:
    """Return the documents of files that belong together, by key.

    `beside` has the checksums of the files to send that lie beside them, by name: an answer may name such a
    file alone.

    Raises:
        DataError: see `read_answers`.
    """
    places: dict[str, _Place] = {}
    documents: dict[str, AnswerDocument] = {}
    problems: list[str] = []
    for file in files:
        try:
            tree, lines = load_with_lines(file)
        except DataError as exc:
            problems += exc.problems
            continue
        problems += [
            f"{file}, line {line}: {name!r} stands there twice; remove one"
            for name, line in repeated_keys(file)
        ]
        for key, bare in _entries(file, tree, problems):
            content = _with_checksums(bare, beside)
            if key in places:
                line = lines.line([key])
                problems.append(
                    f"{file}, line {line}: {key!r} is in {places[key].file} too; rename one of them"
                )
                continue
            places[key] = _Place(file, lines)
            if (document := _document(places[key], key, content, problems)) is not None:
                documents[key] = document
    problems += (
        f"{places[clash.key].file}, line {places[clash.key].lines.line([clash.key])}: {clash}"
        for clash in same_questions(documents)
    )
    if problems:
        raise DataError(problems)
    return documents


def written(documents: Mapping[str, AnswerDocument]) -> str:
    """Return documents as YAML, which `read_answers` reads."""
    contents = {key: document.content() for key, document in documents.items()}
    return yaml.dump(contents, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def yaml_files(path: Path) -> list[Path]:
    """Return a file, or all YAML files of a folder.

    Raises:
        DataError: there is none in the folder.
    """
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.suffix in {".yml", ".yaml"})
    if not files:
        raise DataError([f"{path}: there is no .yml file in this folder; name a file or another folder"])
    return files


def _entries(file: YamlFile, tree: object, problems: list[str]) -> Iterator[tuple[str, object]]:
    if not isinstance(tree, dict) or not tree:
        problems.append(
            f"{file}, line 1: expected keys with an answer below each, as `huifang answers export` writes"
        )
        return
    yield from ((str(key), content) for key, content in tree.items())


def _with_checksums(content: object, beside: Mapping[str, str]) -> object:
    """Return what an answer holds with the checksums of the files that it only names."""
    files = content.get("files") if isinstance(content, dict) else None
    if not isinstance(content, dict) or not isinstance(files, list):
        return content
    named = [{"name": file} if isinstance(file, str) else file for file in files]
    return content | {
        "files": [
            {"sha256": beside[file["name"]], **file}
            if isinstance(file, dict) and isinstance(file.get("name"), str) and file["name"] in beside
            else file
            for file in named
        ]
    }


def _document(place: _Place, key: str, content: object, problems: list[str]) -> AnswerDocument | None:
    try:
        KEY.validate_python(key)
    except ValidationError:
        problems.append(f"{place.file}, line {place.lines.line([key])}: {key!r}: {KEY_EXPECTED}")
        return None
    try:
        return AnswerDocument.model_validate(content)
    except ValidationError as exc:
        for error in exc.errors(include_url=False):
            path = [key, *(part for part in error["loc"] if part != "[key]")]
            named = ".".join(map(str, path))
            problems.append(f"{place.file}, line {place.lines.line(path)}: {named}: {_plain(error)}")
        return None


def _plain(error: Any) -> str:
    if error["loc"][-1] == "sha256":
        return NO_CHECKSUM
    plain = PLAIN.get(error["type"])
    if plain is None:
        return str(error["msg"]).removeprefix("Value error, ")
    return plain.format(**error.get("ctx", {}))
