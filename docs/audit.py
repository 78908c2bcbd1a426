"""Asks the OSV database for known vulnerabilities of all locked packages: `make audit`.

Exit codes: 0 none is known, 1 some are known, 3 not checked, since the database could not be reached.
"""

import os
import sys
from collections.abc import Sequence

import httpx

from docs.locked_packages import ENVIRONMENTS, ROOT, LockedPackage, locked_packages

DATABASE = "https://api.osv.dev"
VARIABLE = "OSV_DATABASE"  # another address of the database, such as a mirror
NONE, SOME, NOT_CHECKED = 0, 1, 3
BATCH = 500  # packages in a request; OSV takes 1,000
WITHIN = 30.0

Found = dict[LockedPackage, list[str]]


def main() -> int:
    """Print what is known, and return the exit code."""
    packages = sorted(
        {each for lock, python in ENVIRONMENTS.values() for each in locked_packages(ROOT / lock, python)}
    )
    address = os.environ.get(VARIABLE, DATABASE)
    try:
        found = known_vulnerabilities(packages, address)
    except (httpx.HTTPError, ValueError, KeyError) as exc:
        print(f"NOT CHECKED: {address} cannot be asked: {exc or type(exc).__name__}", file=sys.stderr)
        return NOT_CHECKED
    for package, numbers in found.items():
        print(f"{package.name} {package.version}: {', '.join(numbers)}")
    print(f"{len(packages)} packages checked, {len(found)} with known vulnerabilities")
    return SOME if found else NONE


def known_vulnerabilities(packages: Sequence[LockedPackage], address: str) -> Found:
    """Return the numbers of the vulnerabilities of each package that has some.

    Raises:
        httpx.HTTPError: the database cannot be reached, or refuses.
        ValueError, KeyError: it answers in another form.
    """
    found: Found = {}
    with httpx.Client(base_url=address, timeout=WITHIN) as client:
        for first in range(0, len(packages), BATCH):
            asked = packages[first : first + BATCH]
            queries = [
                {"package": {"name": one.name, "ecosystem": "PyPI"}, "version": one.version} for one in asked
            ]
            answer = client.post("/v1/querybatch", json={"queries": queries}).raise_for_status()
            for package, result in zip(asked, answer.json()["results"], strict=True):
                if numbers := [each["id"] for each in result.get("vulns", [])]:
                    found[package] = numbers
    return found


if __name__ == "__main__":
    sys.exit(main())
