"""`huifang doctor` as an operator runs it."""

import json
from pathlib import Path

from tests.faults.commands import command


def run(folder: Path, *options: str, **settings: str) -> tuple[int, str]:
    """Exit code and output, with an NLU server that does not answer."""
    done = command(folder, {"HUIFANG_HOME": str(folder / "home"), **settings}, "doctor", *options)
    return done.returncode, done.stdout


def test_what_has_to_be_done_is_said_and_counted(tmp_path: Path) -> None:
    code, said = run(tmp_path)
    assert code == 1
    assert "wrong model        no NLU server answers at http://127.0.0.1:9\n" in said
    assert said.endswith("\n1 thing has to be done.\n")


def test_json_has_every_check(tmp_path: Path) -> None:
    code, said = run(tmp_path, "--json")
    told = json.loads(said)
    assert (code, told["must_act"]) == (1, True)
    assert [each["check"] for each in told["checks"]] == [
        "settings",
        "files",
        "disk",
        "memory",
        "clock",
        "sqlite",
        "database",
        "model",
        "telegram",
        "proxy",
    ]
    assert not (tmp_path / "home").exists()  # nothing is made


def test_wrong_settings_are_named(tmp_path: Path) -> None:
    code, said = run(tmp_path, HUIFANG_PORTT="1")
    assert (code, said.startswith("wrong settings     HUIFANG_PORTT: there is no such setting")) == (1, True)
