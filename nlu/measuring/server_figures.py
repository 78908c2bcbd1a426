"""The figures of a measured server, each with the name of its row."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from nlu.contract.labels import MAIN_INTENTS
from nlu.contract.understanding import THRESHOLD
from nlu.measuring.evaluation_report import reports_by_language
from nlu.measuring.measured_server import MeasuredServer
from nlu.measuring.predictions import prediction, read_evaluation_file

Figures = Iterator[tuple[str, str]]

SHORT = 200
"""Characters of a text whose latency is measured."""

_MANY = 2_000


def speed(server: MeasuredServer, texts: Sequence[str]) -> Figures:
    """Yield how long a parse takes, one text at a time and in batches."""
    for text in texts[:100]:
        server.parse(text)
    used = server.processor_seconds()
    times = sorted(_seconds(partial(server.parse, text)) for text in texts)
    used = server.processor_seconds() - used
    shares = ", ".join(f"p{share} {_percentile(times, share) * 1000:.1f}" for share in (50, 95, 99))
    yield f"parse over HTTP, one client, ≤ {SHORT} characters, n = {len(texts)}", f"{shares} ms"
    yield "processor time a parse", f"{used / len(texts) * 1000:.1f} ms"
    many = list(islice(cycle(texts), max(len(texts), _MANY)))  # the processor's clock is a coarse one
    used = server.processor_seconds()
    took = _seconds(partial(server.parse_many, many))
    used = server.processor_seconds() - used
    yield "batch", f"{len(many) / took:.0f} texts/s, {len(many) / used:.0f} a processor second"


def quality(server: MeasuredServer, path: Path) -> Figures:
    """Yield how good and honest the answers to labelled messages are."""
    messages = read_evaluation_file(path)
    answers = server.parse_many([one.text for one in messages])
    predictions = [prediction(*pair) for pair in zip(messages, answers, strict=True)]
    for name, one in reports_by_language(predictions).items():
        low, high = one.interval
        yield f"{path.name}, {name}, n = {one.n}: macro-F1", f"{one.macro_f1:.3f} ({low:.3f}–{high:.3f})"
        yield f"{path.name}, {name}: calibration error", f"{one.ece:.3f}"
        yield f"{path.name}, {name}: accuracy of the 90 % most confident", f"{one.coverage[0.9]:.3f}"


def false_accepts(server: MeasuredServer, path: Path) -> Figures:
    """Yield how often a message that is none of the three intents is surely taken for one."""
    answers = server.parse_many([one.text for one in read_evaluation_file(path)])
    taken = sum(
        one["intent"]["name"] in set(map(str, MAIN_INTENTS))
        and one["intent"]["confidence"] >= (one["threshold"] or THRESHOLD)
        for one in answers
    )
    share = f"{taken / len(answers):.1%}"
    yield f"{path.name}, n = {len(answers)}: taken for one of the three, surely", share


def memory(server: MeasuredServer, texts: Sequence[str], parses: int) -> Figures:
    """Yield what the server holds, and how that grows."""
    server.parse_many(list(islice(cycle(texts), _MANY)))
    before = server.megabytes()
    server.parse_many(list(islice(cycle(texts), parses)))
    yield "memory of the server", f"{before:.0f} MB"
    yield f"growth over {parses:,} parses", f"{server.megabytes() - before:.1f} MB"


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _percentile(ordered: Sequence[float], share: int) -> float:
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]
