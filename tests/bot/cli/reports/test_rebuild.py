"""Folds are computed again, and the report stays the same."""

from pathlib import Path

import pytest

from bot.cli.reports.report_command import report
from tests.bot.cli.reports.conftest import run

pytestmark = pytest.mark.dates


def test_rebuilt_report_is_the_same(house: Path) -> None:
    before = run(report, "--by", "agent")
    assert "folds were computed" in run(report, "rebuild").stdout
    assert run(report, "--by", "agent").stdout == before.stdout
