"""`huifang key` issues, lists and revokes keys."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import huifang
from bot.cli.clear_errors import Failure

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `huifang` on an empty database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")
    return lambda *arguments: CliRunner().invoke(huifang, arguments)


def states(listed: Result) -> Sequence[Sequence[str]]:
    """Name, last use and state of each key."""
    lines = [line.split("\t") for line in listed.stdout.splitlines()]
    return [(line[0], line[2], line[3]) for line in lines]


def test_key_is_printed_once(run: Run) -> None:
    added = run("key", "add", "till-3")
    assert (added.exit_code, added.stdout[:3], len(added.stdout.split())) == (0, "hf_", 1)
    assert added.stdout.strip() not in run("key", "list").stdout


def test_keys_are_listed(run: Run) -> None:
    run("key", "add", "till-3")
    run("key", "add", "crm")
    assert states(run("key", "list")) == [("crm", "never used", "in use"), ("till-3", "never used", "in use")]


def test_revoked_key_is_listed_as_such(run: Run) -> None:
    run("key", "add", "till-3")
    assert run("key", "revoke", "till-3").stdout == "The key of till-3 is revoked.\n"
    assert states(run("key", "list")) == [("till-3", "never used", "revoked")]


def test_name_in_use_is_refused(run: Run) -> None:
    run("key", "add", "till-3")
    again = run("key", "add", "till-3")
    assert isinstance(again.exception, Failure)
    assert str(again.exception) == "till-3 has a key; `huifang key revoke till-3` takes it away"


def test_odd_name_is_a_matter_of_usage(run: Run) -> None:
    added = run("key", "add", "a b")
    assert (added.exit_code, added.stderr.splitlines()[-1]) == (
        2,
        "Error: a name has 1 to 60 of A-Z, a-z, 0-9, dot, hyphen and underscore",
    )


def test_unknown_name_cannot_be_revoked(run: Run) -> None:
    revoked = run("key", "revoke", "till-3")
    assert isinstance(revoked.exception, Failure)
    assert str(revoked.exception) == "no key of the name till-3 is in use; see `huifang key list`"


def test_key_has_sources_and_scopes(run: Run) -> None:
    run("key", "add", "till-3", "--source", "till-3", "--source", "till-2")
    run("key", "add", "sheet", "--scope", "reports")
    listed = [line.split("\t")[4:] for line in run("key", "list").stdout.splitlines()]
    assert listed == [["reports", "any source"], ["services", "till-2, till-3"]]


def test_key_with_sources_opens_no_reports(run: Run) -> None:
    added = run("key", "add", "till-3", "--source", "till-3", "--scope", "reports")
    assert (added.exit_code, added.stderr.splitlines()[-1]) == (
        2,
        "Error: a key with sources opens services only: the rest belongs to all sources",
    )
    assert run("key", "list").stdout == ""
