"""Metrics of the worker: wrappers that count and time its parts."""

from collections.abc import Callable
from datetime import datetime
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from actions.turn.reading import Classifier
from actions.turn.send_outcomes import SendError
from bot.timing.clock import Clock
from bot.worker.loops.ports import Sender
from nlu.contract.errors import NluBadAnswer
from nlu.contract.talk_state import TalkState
from nlu.contract.understanding import Understanding
from store.queues.outgoing import Outgoing

# Seconds: a parse takes some milliseconds, and times out after three seconds.
PARSE_BUCKETS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)


class ProcessMetrics:
    """The metrics of one process; `/metrics` shows what is in `registry`."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.parsing = Histogram(
            "huifang_parse_seconds",
            "How long the NLU server took to answer, by how it ended",
            ["outcome"],
            buckets=PARSE_BUCKETS,
            registry=self.registry,
        )
        self.sends = Counter(
            "huifang_sends", "How sends ended", ["action", "outcome"], registry=self.registry
        )

    def watch_polling(self, last: Callable[[], datetime | None], clock: Clock) -> None:
        """Add a gauge of how long ago Telegram last answered; NaN before the first answer."""

        def age() -> float:
            at = last()
            return float("nan") if at is None else (clock() - at).total_seconds()

        gauge = Gauge(
            "huifang_polling_age_seconds", "Time since Telegram last answered", registry=self.registry
        )
        gauge.set_function(age)


class TimedClassifier:
    """A classifier that times its answers."""

    def __init__(self, classifier: Classifier, times: Histogram) -> None:
        self._classifier = classifier
        self._times = times

    async def parse(self, text: str, state: TalkState | None = None) -> Understanding:
        """See `Classifier`."""
        outcome, began = "unavailable", perf_counter()
        try:
            understanding = await self._classifier.parse(text, state)
            outcome = "understood"
        except NluBadAnswer:
            outcome = "odd_answer"
            raise
        finally:
            self._times.labels(outcome).observe(perf_counter() - began)
        return understanding


class CountedSender:
    """A sender that counts sends by how they ended: `sent`, or the name of the error."""

    def __init__(self, sender: Sender, ends: Counter) -> None:
        self._sender = sender
        self._ends = ends

    async def send(self, outgoing: Outgoing) -> int | None:
        """See `Sender`."""
        outcome = "cut_off"
        try:
            message_id = await self._sender.send(outgoing)
            outcome = "sent"
        except SendError as exc:
            outcome = type(exc).__name__
            raise
        finally:
            self._ends.labels(outgoing.action.value, outcome).inc()
        return message_id
