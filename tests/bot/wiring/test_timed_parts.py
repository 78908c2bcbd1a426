"""The parts of the worker are timed and counted, and behave as before."""

from collections.abc import Callable
from datetime import timedelta
from math import isnan

import pytest

from actions.turn.send_outcomes import SendLater
from bot.wiring.timed_parts import CountedSender, ProcessMetrics, TimedClassifier
from nlu.contract.errors import NluBadAnswer, NluUnavailable
from tests.bot.worker.conftest import text
from tests.conftest import NOON
from tests.fakes.classifier import INQUIRY, ScriptedClassifier
from tests.fakes.sender import ScriptedSender


@pytest.fixture
def measures() -> ProcessMetrics:
    return ProcessMetrics()


async def test_answers_of_the_nlu_server_are_timed_by_how_they_ended(measures: ProcessMetrics) -> None:
    scripted = ScriptedClassifier()
    timed = TimedClassifier(scripted, measures.parsing)
    assert await timed.parse("hello") == INQUIRY
    with pytest.raises(NluBadAnswer):
        await timed.parse("odd")
    scripted.away = True
    with pytest.raises(NluUnavailable):
        await timed.parse("hello")
    counts = [
        measures.registry.get_sample_value("huifang_parse_seconds_count", {"outcome": outcome})
        for outcome in ("understood", "odd_answer", "unavailable")
    ]
    assert counts == [1, 1, 1]


async def test_sends_are_counted_by_how_they_ended(measures: ProcessMetrics) -> None:
    counted = CountedSender(ScriptedSender([7, SendLater(3.0), ValueError()]), measures.sends)
    assert await counted.send(text("hello")) == 7
    for trouble in (SendLater, ValueError):
        with pytest.raises(trouble):
            await counted.send(text("hello"))
    counts = [
        measures.registry.get_sample_value("huifang_sends_total", {"action": "send", "outcome": outcome})
        for outcome in ("sent", "SendLater", "cut_off")
    ]
    assert counts == [1, 1, 1]


def test_age_of_polling_is_not_a_number_until_it_begins(measures: ProcessMetrics) -> None:
    last = [None, NOON - timedelta(seconds=5)]
    measures.watch_polling(lambda: last.pop(0), lambda: NOON)
    value: Callable[[], float | None] = lambda: measures.registry.get_sample_value(  # noqa: E731
        "huifang_polling_age_seconds"
    )
    first, second = value(), value()
    assert first is not None
    assert isnan(first)
    assert second == 5
