"""Known failures become lines on stderr and exit code 1; unknown ones go on."""

import pytest

from actions.settings.yaml_files import DataError
from bot.cli.clear_errors import Failure, explained
from bot.settings import SettingsError
from store.engine.database_errors import StoreUnavailable


@pytest.mark.parametrize(
    ("error", "lines"),
    [
        (Failure("no key is known"), ["huifang: no key is known"]),
        (SettingsError(["one", "two"]), ["huifang: one", "huifang: two"]),
        (DataError(["a.yml, line 1: x", "b.yml: y"]), ["huifang: a.yml, line 1: x", "huifang: b.yml: y"]),
        (StoreUnavailable("refused"), ["huifang: the database cannot be used: refused"]),
    ],
)
def test_known_failure_is_said_and_ends_with_one(
    error: Exception, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, explained():
        raise error
    shown = capsys.readouterr()
    assert (ended.value.code, shown.out, shown.err.splitlines()) == (1, "", lines)


def test_unknown_failure_keeps_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError), explained():
        raise ZeroDivisionError
    assert capsys.readouterr() == ("", "")


def test_success_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with explained():
        pass
    assert capsys.readouterr() == ("", "")
