"""`huifang webhooks` adds, lists, tests and removes targets of events."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import huifang
from bot.cli.clear_errors import Failure
from store.models.queues import TargetKind
from tests.fakes.group_robots import URLS

Run = Callable[..., Result]
URL = "https://crm.example/hook"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `huifang` on an empty database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HUIFANG_DATABASE_URL", f"sqlite:///{tmp_path / 'huifang.db'}")
    return lambda *arguments: CliRunner().invoke(huifang, arguments)


def test_target_is_added_tested_and_removed(run: Run) -> None:
    added = run("webhooks", "add", URL, "--event", "case.opened", "--event", "score.low")
    assert (added.exit_code, added.stdout[:6], len(added.stdout.split())) == (0, "whsec_", 1)
    assert run("webhooks", "list").stdout == f"1\twebhook\t{URL}\tworks\t0\tcase.opened, score.low\t\n"
    assert run("webhooks", "test", "1").exit_code == 0
    assert run("webhooks", "replay", "1").stdout == "Queued again.\n"
    assert run("webhooks", "list").stdout.split("\t")[4] == "1"
    assert run("webhooks", "enable", "1").stdout == "Webhook 1 is enabled.\n"
    assert run("webhooks", "remove", "1").exit_code == 0
    assert run("webhooks", "list").stdout == ""


def test_robot_is_known_by_its_address_and_its_key_is_not_shown(run: Run) -> None:
    url = URLS[TargetKind.DINGTALK]
    added = run("webhooks", "add", url, "--secret", "SEC1", "--event", "case.opened", "--outlet", "north")
    assert (added.exit_code, "SEC1" in added.output) == (0, False)
    assert run("webhooks", "add", "http://10.0.0.7/robot", "--kind", "wecom").exit_code == 0
    first, second = run("webhooks", "list").stdout.splitlines()
    assert first == "1\tdingtalk\toapi.dingtalk.com …0a1b\tworks\t0\tcase.opened\tnorth"
    assert second.split("\t")[1:3] == ["wecom", "10.0.0.7 …obot"]


def test_mail_is_added_without_showing_its_password(run: Run) -> None:
    added = run("webhooks", "add", "mailtos://desk:hunter2@shop.example?to=lee@shop.example")
    listed = run("webhooks", "list").stdout
    assert (added.exit_code, listed.split("\t")[1:3]) == (0, ["apprise", "mailtos://…"])
    refused = run("webhooks", "add", "syslog://")
    assert (refused.exit_code, "mailtos://" in refused.stderr) == (2, True)


def test_unknown_numbers_and_unfit_addresses_are_refused(run: Run) -> None:
    assert isinstance(run("webhooks", "test", "5").exception, Failure)
    refused = run("webhooks", "add", "crm.example")
    assert (refused.exit_code, "https://" in refused.stderr) == (2, True)
