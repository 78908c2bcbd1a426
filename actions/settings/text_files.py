"""Texts for people: one YAML file a language, checked whole against the keys that the program uses."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from string import Formatter

from actions.settings.storable_text import flaw_of
from actions.settings.yaml_files import DataError, YamlFile, load_yaml
from nlu.contract.labels import Language

Wording = Mapping[Language, Mapping[str, str]]
# Several wordings of each text, of which any may be used.
Wordings = Mapping[Language, Mapping[str, tuple[str, ...]]]


def load_wording(folder: Path, expected: Collection[str]) -> Wording:
    """Read `folder`/{zh,en}.yml with one wording of each text.

    Raises:
        DataError: see `load_wordings`; or a text has several wordings.
    """
    texts = load_wordings(folder, expected)
    several = [
        f"{folder / language.value}.yml: the text {str(key)!r} has several wordings, but only one is used"
        for language, keys in texts.items()
        for key, wordings in keys.items()
        if len(wordings) > 1
    ]
    if several:
        raise DataError(several)
    return {
        language: {key: wordings[0] for key, wordings in keys.items()} for language, keys in texts.items()
    }


def load_wordings(folder: Path, expected: Collection[str]) -> Wordings:
    """Read `folder`/{zh,en}.yml; nested names are joined by dots, such as `complaint.received`.

    A text is a string or a list of wordings.

    Raises:
        DataError: a file is missing or broken, a text or placeholder is missing in one language or wording,
            or a text is there that no part uses.
    """
    return read_wordings({language: folder / f"{language.value}.yml" for language in Language}, expected)


def read_wordings(files: Mapping[Language, YamlFile], expected: Collection[str]) -> Wordings:
    """Read one file a language, as `load_wordings` does.

    Raises:
        DataError: see `load_wordings`.
    """
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
    """The names in braces of a text.

    Raises:
        ValueError: a brace has no partner, or braces hold anything but a name: nothing, or a format.
    """
    names = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name or spec or conversion:
            raise ValueError(f"expected a name alone in braces: {text}")
        names.add(name)
    return frozenset(names)


def _flatten(file: YamlFile, tree: object, prefix: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    if not isinstance(tree, dict):
        raise DataError([f"{file}: {prefix or 'the file'} must be a mapping of names to texts"])
    for name, value in tree.items():
        key = f"{prefix}.{name}" if prefix else str(name)
        if isinstance(value, str):
            yield key, (value.strip(),)
        elif isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            yield key, tuple(each.strip() for each in value)
        else:
            yield from _flatten(file, value, key)


def _missing(
    file: YamlFile, texts: Mapping[str, tuple[str, ...]], expected: Collection[str]
) -> Iterator[str]:
    for key in expected:
        wordings = texts.get(key, ())
        if not wordings or not all(wordings):
            yield f"{file}: the text {str(key)!r} is missing or empty"
        elif flaw := next(filter(None, map(flaw_of, wordings)), None):
            yield f"{file}: the text {str(key)!r} {flaw}"
        elif not all(map(_is_wellformed, wordings)):
            yield f"{file}: the text {str(key)!r} has a brace out of order; a literal one is written twice"
        elif len(set(wordings)) < len(wordings):
            yield f"{file}: the text {str(key)!r} has the same wording twice"
    for key in sorted(set(texts) - set(expected)):
        yield f"{file}: {key!r} is no text that Huifang uses; is it misspelt?"


def _is_wellformed(text: str) -> bool:
    try:
        placeholders(text)
    except ValueError:
        return False
    return True


def _uneven(files: Mapping[Language, YamlFile], texts: Wordings, expected: Collection[str]) -> Iterator[str]:
    for key in expected:
        named = [
            (file, placeholders(wording))
            for language, file in files.items()
            for wording in texts[language][key]
        ]
        everything = frozenset[str]().union(*(names for _, names in named))
        for file, names in named:
            for name in sorted(everything - names):
                yield f"{file}: the text {str(key)!r} lacks {{{name}}}, which another wording has"
