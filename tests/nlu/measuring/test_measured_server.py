"""A server that is measured from outside."""

from pathlib import Path

import psutil
import pytest

from nlu.measuring.measured_server import ServerFailed, serving
from tests.nlu.measuring.parse_server import praising


def test_texts_are_answered_alone_and_in_batches() -> None:
    with praising() as server:
        answers = [server.parse("很好"), *server.parse_many(["a"] * 130)]
    assert [one["intent"]["name"] for one in answers] == ["praise"] * 131


def test_refused_request_is_a_failure() -> None:
    with praising() as server, pytest.raises(ServerFailed, match="400"):
        server.parse("odd")


def test_memory_and_processor_time_are_those_of_the_process() -> None:
    with praising() as server:
        own = psutil.Process()
        assert server.megabytes() == pytest.approx(own.memory_info().rss / 2**20, rel=0.1)
        assert server.processor_seconds() == pytest.approx(sum(own.cpu_times()[:2]), abs=0.5)


def test_model_that_cannot_be_served_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(ServerFailed, match="did not start"), serving(tmp_path / "no.tar.gz"):
        pass
