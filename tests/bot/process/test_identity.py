"""A process that was killed is told from one that runs, and from one elsewhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.process.identity import is_gone, process_name

WHERE_NUMBERS_ARE_KNOWN = pytest.mark.skipif(
    not Path("/proc/self/ns/pid").is_symlink(), reason="nothing is said of anybody here"
)
NAME = "from bot.process.identity import process_name; print(process_name())"


@pytest.fixture(scope="module")
def ended() -> str:
    """The name of a process that has ended."""
    return subprocess.run([sys.executable, "-c", NAME], check=True, capture_output=True, text=True).stdout[
        :-1
    ]


def test_we_are_not_gone() -> None:
    assert not is_gone(process_name())


def test_no_name_is_given_twice() -> None:
    assert len({process_name() for _ in range(100)}) == 100


@WHERE_NUMBERS_ARE_KNOWN
def test_process_that_has_ended_is_gone(ended: str) -> None:
    assert is_gone(ended)


@WHERE_NUMBERS_ARE_KNOWN
@pytest.mark.parametrize("what", ["another boot", "another container", "a number that is none"])
def test_nothing_is_said_of_others(ended: str, what: str) -> None:
    host, numbering, number, start = ended.split(":")
    boot, _, container = numbering.rpartition("-")
    names = {
        "another boot": f"{host}:{boot[::-1]}-{container}:{number}:{start}",
        "another container": f"{host}:{boot}-{container}0:{number}:{start}",
        "a number that is none": f"{host}:{numbering}:x:{start}",
    }
    assert not is_gone(names[what])


@WHERE_NUMBERS_ARE_KNOWN
def test_nothing_is_said_where_the_numbering_was_not_known(ended: str) -> None:
    host, _, number, start = ended.split(":")
    assert not is_gone(f"{host}::{number}:{start}")


@WHERE_NUMBERS_ARE_KNOWN
def test_name_of_an_earlier_release_says_nothing(ended: str) -> None:
    host, _, number, _ = ended.split(":")
    assert not is_gone(f"{host}:{number}")


@pytest.mark.parametrize("name", ["elsewhere:1", "elsewhere", "", "1", ":::"])
def test_nothing_is_said_of_what_is_no_name(name: str) -> None:
    assert not is_gone(name)
