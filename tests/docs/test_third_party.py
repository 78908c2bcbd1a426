"""THIRD_PARTY.md names every locked package with its licence."""

import re

import pytest

from docs.locked_packages import ENVIRONMENTS, ROOT, LockedPackage, locked_packages
from docs.third_party import FILE, UNNAMED, named, normal

ROW = re.compile(r"^\| (\S+) \| (\S+) \| (.+) \|$", re.MULTILINE)


def test_file_lists_the_packages_of_both_locks() -> None:
    listed = [LockedPackage(*row[:2]) for row in ROW.findall(FILE.read_text(encoding="utf-8"))]
    listed = [each for each in listed if each.version not in ("version", "---")]
    locked = [each for lock, python in ENVIRONMENTS.values() for each in locked_packages(ROOT / lock, python)]
    assert listed == locked  # else run `python -m docs.third_party`


def test_almost_every_licence_is_named() -> None:
    rows = ROW.findall(FILE.read_text(encoding="utf-8"))
    assert len([row for row in rows if row[2] == UNNAMED]) <= len(rows) // 20


@pytest.mark.parametrize(
    ("about", "licence"),
    [
        (("MIT", "other", []), "MIT"),
        ((None, "BSD-3-Clause", ["License :: OSI Approved :: BSD License"]), "BSD-3-Clause"),
        ((None, "Apache License\n" + "x" * 900, []), "Apache License"),
        ((None, "x" * 90, ["License :: OSI Approved :: MIT License"]), "MIT License"),
        ((None, "UNKNOWN", ["License :: OSI Approved"]), UNNAMED),
        ((None, None, []), UNNAMED),
    ],
)
def test_licence_is_one_line(about: tuple[str | None, str | None, list[str]], licence: str) -> None:
    assert named(*about) == licence


def test_names_are_those_of_locks() -> None:
    assert normal("Ruamel.YAML_clib") == "ruamel-yaml-clib"
