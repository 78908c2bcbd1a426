"""Writes THIRD_PARTY.md, the licences of all locked packages: `python -m docs.third_party`."""

import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from docs.locked_packages import ENVIRONMENTS, ROOT, locked_packages

FILE = ROOT / "THIRD_PARTY.md"
UNNAMED = "not named in the package"
# Runs in either environment.
READ = """
import json
from importlib.metadata import distributions
told = {}
for one in distributions():
    about = one.metadata
    kinds = [each for each in about.get_all("Classifier") or [] if each.startswith("License ::")]
    told[about["Name"]] = [about.get("License-Expression"), about.get("License"), kinds]
print(json.dumps(told))
"""
TITLES = {".venv": "The application (Python 3.11)", ".venv-nlu": "The understanding (Python 3.10)"}
LONGEST = 60  # characters; some packages have the whole licence in the field


def licences(environment: Path) -> Mapping[str, str]:
    """Return the licence of each package that is installed in an environment, by its normal name."""
    told = subprocess.run(  # noqa: S603 - our own environment
        [str(environment / "bin" / "python"), "-W", "ignore", "-c", READ],
        capture_output=True,
        text=True,
        check=True,
    )
    return {normal(name): named(*about) for name, about in json.loads(told.stdout).items()}


def normal(name: str) -> str:
    """Return the name of a package as locks have it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def named(expression: str | None, field: str | None, classifiers: list[str]) -> str:
    """Return one line for a licence, from the fields in which packages name it."""
    if expression:
        return expression
    kinds = [each.rpartition(" :: ")[2] for each in classifiers if each.count(" :: ") > 1]
    first = (field or "").strip().partition("\n")[0].strip()
    if first and len(first) <= LONGEST and first.upper() != "UNKNOWN":
        return first
    return ", ".join(kinds) or UNNAMED


def lines(root: Path = ROOT) -> Iterator[str]:
    """Yield the lines of the file."""
    yield "# Third-party packages"
    yield ""
    yield "Huifang installs these packages and ships none. `python -m docs.third_party` writes this file."
    for folder, (lock, python) in ENVIRONMENTS.items():
        known = licences(root / folder)
        yield from ("", f"## {TITLES[folder]}", "", "| package | version | licence |", "|---|---|---|")
        for package in locked_packages(root / lock, python):
            licence = known.get(normal(package.name), UNNAMED).replace("|", "/")
            yield f"| {package.name} | {package.version} | {licence} |"


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
