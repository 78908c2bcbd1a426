"""The figures of a measured server."""

import json
from pathlib import Path

import pytest

from nlu.measuring.server_figures import false_accepts, memory, quality, speed
from tests.nlu.measuring.parse_server import praising

LABELS = ["praise", "praise", "praise", "complaint"]


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Four labelled messages, of which three are praise."""
    path = tmp_path / "few.jsonl"
    lines = [{"lang": "en", "intent": intent, "text": str(number)} for number, intent in enumerate(LABELS)]
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    return path


def test_quality_has_f1_calibration_and_coverage_by_language(labelled: Path) -> None:
    with praising() as server:
        found = dict(quality(server, labelled))
    assert list(found) == [
        f"few.jsonl, {name}: {what}"
        for group in ("en", "all")
        for name, what in (
            (f"{group}, n = 4", "macro-F1"),
            (group, "calibration error"),
            (group, "accuracy of the 90 % most confident"),
        )
    ]
    assert (found["few.jsonl, en: calibration error"], found["few.jsonl, en, n = 4: macro-F1"][:5]) == (
        "0.150",
        "0.429",
    )


def test_false_accepts_are_sure_answers_of_a_main_intent(labelled: Path) -> None:
    with praising() as server:
        found = dict(false_accepts(server, labelled))
    assert found == {"few.jsonl, n = 4: taken for one of the three, surely": "100.0%"}


def test_speed_and_memory_name_what_they_measured() -> None:
    with praising() as server:
        names = [name for name, _ in (*speed(server, ["a"] * 20), *memory(server, ["a"], 100))]
    assert names == [
        "parse over HTTP, one client, ≤ 200 characters, n = 20",
        "processor time a parse",
        "batch",
        "memory of the server",
        "growth over 100 parses",
    ]
