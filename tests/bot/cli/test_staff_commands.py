"""`huifang staff`."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.clear_errors import Failure
from bot.cli.staff_commands import staff

PASSWORD = "correct horse battery"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty database in the settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")


def call(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(staff, arguments, input=typed, catch_exceptions=False)


def refusal(*arguments: str, typed: str = "") -> str:
    with pytest.raises(Failure) as raised:
        call(*arguments, typed=typed)
    return str(raised.value)


@pytest.mark.usefixtures("database")
def test_added_member_gets_a_password_that_is_shown_once() -> None:
    result = call("add", "李强", "--role", "agent")
    assert result.exit_code == 0
    added, shown, rule = result.stdout.splitlines()
    assert (added, rule) == ("Added 李强 (agent).", "It must be changed at the first login.")
    assert re.fullmatch(r"Password, shown only this once: [a-z0-9]{4}(-[a-z0-9]{4}){3}", shown)
    assert call("list").output == "李强\tagent\tactive\n"


@pytest.mark.usefixtures("database")
def test_typed_password_is_not_shown() -> None:
    result = call("add", "mei", "--role", "manager", "--ask", typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output


@pytest.mark.usefixtures("database")
def test_disabled_member_is_listed_as_such() -> None:
    call("add", "mei", "--role", "manager")
    assert call("disable", "mei").output == "mei can no longer log in.\n"
    assert re.fullmatch(r"mei\tmanager\tdisabled \d{4}-\d{2}-\d{2}\n", call("list").output)


@pytest.mark.usefixtures("database")
def test_password_can_be_replaced() -> None:
    first = call("add", "mei", "--role", "manager").output
    second = call("password", "mei").output
    assert second.startswith("mei has another password.\nPassword, shown only this once: ")
    assert first.splitlines()[1] != second.splitlines()[1]


@pytest.mark.usefixtures("database")
def test_refusals_say_what_is_wrong() -> None:
    call("add", "mei", "--role", "administrator")
    assert refusal("add", "mei", "--role", "agent") == "there is a member of staff called mei already"
    assert refusal("add", "", "--role", "agent") == "expected a name of 1 to 40 visible characters"
    assert refusal("disable", "mei") == "mei is the only administrator"
    assert refusal("password", "lee") == "there is no member of staff called lee"
    short = refusal("password", "mei", "--ask", typed="short\nshort\n")
    assert short == "a password has 12 to 256 characters"


def test_unknown_role_and_missing_name_are_mistakes_of_usage() -> None:
    assert call("add", "mei", "--role", "king").exit_code == 2
    assert call("add").exit_code == 2
