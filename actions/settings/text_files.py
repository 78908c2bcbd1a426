"""Texts for people: one YAML file a language, checked whole against the keys that the program uses."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from string import Formatter

from actions.settings.yaml_files import DataError, load_yaml
from nlu.contract.labels import Language

Wording = Mapping[Language, Mapping[str, str]]


def load_wording(folder: Path, expected: Collection[str]) -> Wording:
    """Read `folder`/{zh,en}.yml; nested names are joined by dots, such as `complaint.received`.

    Raises:
        DataError: a file is missing or broken, a text or placeholder is missing in one language, or a text
            is there that no part uses.
    """
    files = {language: folder / f"{language.value}.yml" for language in Language}
    texts = {language: dict(_flatten(file, load_yaml(file))) for language, file in files.items()}
    problems = [
        problem for language, file in files.items() for problem in _missing(file, texts[language], expected)
    ]
    if not problems:
        problems = list(_uneven(files, texts, expected))
    if problems:
        raise DataError(problems)
    return texts


def placeholders(text: str) -> frozenset[str]:
    """The names in braces of a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _flatten(file: Path, tree: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(tree, dict):
        raise DataError([f"{file}: {prefix or 'the file'} must be a mapping of names to texts"])
    for name, value in tree.items():
        key = f"{prefix}.{name}" if prefix else str(name)
        if isinstance(value, str):
            yield key, value.strip()
        else:
            yield from _flatten(file, value, key)


def _missing(file: Path, texts: Mapping[str, str], expected: Collection[str]) -> Iterator[str]:
    for key in expected:
        if not texts.get(key):
            yield f"{file}: the text {str(key)!r} is missing or empty"
        elif not _is_wellformed(texts[key]):
            yield f"{file}: the text {str(key)!r} has an unpaired brace; a literal one is written twice"
    for key in sorted(set(texts) - set(expected)):
        yield f"{file}: {key!r} is no text that Huifang uses; is it misspelt?"


def _is_wellformed(text: str) -> bool:
    try:
        placeholders(text)
    except ValueError:
        return False
    return True


def _uneven(files: Mapping[Language, Path], texts: Wording, expected: Collection[str]) -> Iterator[str]:
    for key in expected:
        named = {language: placeholders(texts[language][key]) for language in files}
        everything = frozenset[str]().union(*named.values())
        for language, file in files.items():
            for name in sorted(everything - named[language]):
                yield f"{file}: the text {str(key)!r} lacks {{{name}}}, which another language has"
