"""A report is drawn as SVG images of its tables."""

from pathlib import Path

import pytest

from bot.cli.reports.report_command import report
from tests.bot.cli.reports.conftest import run

pytestmark = pytest.mark.dates


@pytest.mark.parametrize("by", ["outlet", "week"])
def test_report_is_drawn(house: Path, by: str) -> None:
    shown = run(report, "--by", by, "--charts", str(house / "charts"))
    assert shown.exit_code == 0
    names = {file.name for file in (house / "charts").iterdir()}
    assert names >= {"funnel.svg", "csat-satisfaction.svg", "nps-recommend.svg", "gap-servqual.svg"}
    group = "north" if by == "outlet" else "2026-W48"
    assert group in (house / "charts" / "csat-satisfaction.svg").read_text(encoding="utf-8")
