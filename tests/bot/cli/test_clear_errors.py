"""Known failures become lines on stderr and exit code 1; unknown ones go on."""

import errno
import shutil

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
        (PermissionError(errno.EACCES, "Permission denied", "/b"), ["huifang: /b: Permission denied"]),
        (OSError(errno.ENOSPC, "No space left on device"), ["huifang: No space left on device"]),
        (shutil.Error([("a", "b", "No space left")]), ["huifang: not copied: No space left"]),
        (shutil.SameFileError("a and b are the same file"), ["huifang: a and b are the same file"]),
    ],
)
def test_known_failure_is_said_and_ends_with_one(
    error: Exception, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended, explained():
        raise error
    shown = capsys.readouterr()
    assert (ended.value.code, shown.out, shown.err.splitlines()) == (1, "", lines)


@pytest.mark.parametrize("error", [ZeroDivisionError(), FileNotFoundError(errno.ENOENT, "No such file")])
def test_unknown_failure_keeps_its_traceback(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(type(error)), explained():
        raise error
    assert capsys.readouterr() == ("", "")


def test_success_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with explained():
        pass
    assert capsys.readouterr() == ("", "")
