import pytest

from bot.sandbox.replay.replay_file import ReplayLine
from bot.sandbox.replay.replay_report import ReplayReport, percentile, report
from bot.sandbox.replay.replay_run import Exchange


def exchange(number: int, intent: str | None, *replies: float) -> Exchange:
    return Exchange(ReplayLine(f"m{number}", "x", intent, "en"), number, 100.0, list(replies))


@pytest.fixture
def found() -> ReplayReport:
    exchanges = [
        exchange(1, "complaint", 100.1),
        exchange(2, "complaint", 100.2, 100.3),
        exchange(3, "praise", 100.3),
        exchange(4, None),
    ]
    return report(exchanges, {1: "complaint", 2: "inquiry", 3: "praise"})


def test_messages_are_counted(found: ReplayReport) -> None:
    assert (found.sent, found.answered, found.lost, found.twice) == (4, 3, ["m4"], ["m2"])


def test_delays_are_milliseconds(found: ReplayReport) -> None:
    assert (found.p50, found.p95, found.p99) == (200.0, 300.0, 300.0)


def test_intents_are_counted_in_pairs(found: ReplayReport) -> None:
    assert found.table == {
        ("complaint", "complaint"): 1,
        ("complaint", "inquiry"): 1,
        ("praise", "praise"): 1,
        ("-", "-"): 1,
    }


def test_programs_get_all_figures(found: ReplayReport) -> None:
    assert found.as_json() == {
        "sent": 4,
        "answered": 3,
        "lost": 1,
        "twice": 1,
        "lost_ids": ["m4"],
        "twice_ids": ["m2"],
        "latency_ms": {"p50": 200.0, "p95": 300.0, "p99": 300.0},
        "intents": {"-": {"-": 1}, "complaint": {"complaint": 1, "inquiry": 1}, "praise": {"praise": 1}},
    }


def test_people_get_a_table(found: ReplayReport) -> None:
    assert found.as_text().splitlines() == [
        "sent 4, answered 3, lost 1, twice 1",
        "from sending to reply, ms: p50 200, p95 300, p99 300",
        "lost: m4",
        "twice: m2",
        "",
        "true \\ recognised                  -          complaint            inquiry             praise",
        "                -                  1                  0                  0                  0",
        "        complaint                  0                  1                  1                  0",
        "           praise                  0                  0                  0                  1",
        "agree: 2 of 3",
    ]


def test_nothing_answered_has_no_delays() -> None:
    found = report([exchange(1, None)], {})
    assert (found.p50, found.as_text().splitlines()[1]) == (
        None,
        "from sending to reply, ms: p50 -, p95 -, p99 -",
    )


@pytest.mark.parametrize(("share", "value"), [(50, 50.0), (95, 95.0), (99, 99.0), (100, 100.0), (0, 1.0)])
def test_percentiles_are_nearest_ranks(share: float, value: float) -> None:
    assert percentile([float(number) for number in range(1, 101)], share) == value


def test_percentiles_without_values_are_none() -> None:
    assert percentile([], 50) is None
