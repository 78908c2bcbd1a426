"""Alerts and dashboard name metrics that exist, and the guides say what to do at each alert."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import generate_latest

from bot.api.prometheus import BacklogGauges
from bot.timing.clock import now
from bot.wiring.timed_parts import ProcessMetrics
from store.queues.inbox import UNFINISHED
from store.queues.outbox import UNSENT

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
NAMED = re.compile(r"huifang_[a-z_]+")
STATUS = re.compile(r'huifang_(inbox|outbox)_\w+\{status="(\w+)"\}')


def shown() -> str:
    """What `/metrics` shows, after a parse and a send."""
    measures = ProcessMetrics()
    measures.watch_polling(lambda: None, now)
    measures.parsing.labels("understood").observe(0.1)
    measures.sends.labels("send", "sent").inc()
    BacklogGauges(measures.registry)
    return generate_latest(measures.registry).decode()


def rules() -> list[dict[str, Any]]:
    content = yaml.safe_load((DEPLOY / "prometheus" / "rules.yml").read_text(encoding="utf-8"))
    return [rule for group in content["groups"] for rule in group["rules"]]


def expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in rules())
    dashboard = json.loads((DEPLOY / "grafana" / "dashboard.json").read_text(encoding="utf-8"))
    yield from (target["expr"] for panel in dashboard["panels"] for target in panel["targets"])


def test_metrics_that_are_named_exist() -> None:
    exist = {line.split()[2] for line in shown().splitlines() if line.startswith("# TYPE ")}
    exist |= {f"{name}_{part}" for name in exist for part in ("bucket", "count", "sum")}
    named = {name for expression in expressions() for name in NAMED.findall(expression)}
    assert named - exist == set()
    assert {"huifang_sends_total", "huifang_inbox_oldest_seconds", "huifang_alarms_open"} <= named


def test_statuses_that_are_named_exist() -> None:
    known = {("inbox", each.value) for each in UNFINISHED} | {("outbox", each.value) for each in UNSENT}
    named = {pair for expression in expressions() for pair in STATUS.findall(expression)}
    assert named - known == set()
    assert len(named) == 3


@pytest.mark.parametrize("guide", ["operating.md", "operating.zh.md"])
def test_guide_says_what_to_do_at_each_alert(guide: str) -> None:
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(Huifang\w+)` \|", text, re.MULTILINE)
    assert rows == [rule["alert"] for rule in rules()]


@pytest.mark.parametrize(
    ("kind", "file"), [(["rules"], "rules.yml"), (["config", "--syntax-only"], "scrape.yml")]
)
def test_files_are_understood_by_prometheus(kind: list[str], file: str) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed")
    command = [promtool, "check", *kind, str(DEPLOY / "prometheus" / file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, "SUCCESS" in done.stdout) == (0, True)


def test_panels_have_places_of_their_own() -> None:
    panels = json.loads((DEPLOY / "grafana" / "dashboard.json").read_text(encoding="utf-8"))["panels"]
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels]
    assert len({panel["id"] for panel in panels}) == len(set(places)) == len(panels)
