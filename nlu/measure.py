"""Speed, memory and honesty of a model behind HTTP: `python -m nlu.measure`, in the Rasa environment."""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from nlu.contract.labels import MAIN_INTENTS
from nlu.measuring.document import Document
from nlu.measuring.evaluation_report import reports_by_language
from nlu.measuring.measured_server import Served, ServerFailed, serving
from nlu.measuring.verdicts import BadLine, read_samples, verdict
from nlu.training.checksum import ROOT, SealError
from nlu.training.model_registry import current

Figures = Iterator["tuple[str, str]"]

_BATCH = 64
_WARM_UP = 2_000
_SHORT = 200  # characters: what the promised latency is about


def main() -> int:
    """Prints the figures as a Markdown table and writes it into a document if asked; the exit code."""
    options = _options().parse_args()
    try:
        rows = list(_figures(options))
    except (SealError, BadLine, ServerFailed, OSError, subprocess.CalledProcessError) as exc:
        print(f"cannot measure: {exc}", file=sys.stderr)
        return 1
    table = "\n".join(
        ["| what | measured |", "|---|---|", *(f"| {what} | {value} |" for what, value in rows)]
    )
    print(table)
    if options.out:
        Document(options.out).put("figures", table)
    return 0


def _figures(options: argparse.Namespace) -> Figures:
    if options.train:
        yield "training, wall time", f"{_training_seconds():.0f} s"
    model = options.model or current(Path("models"), ROOT)
    texts = [one.text[:_SHORT] for one in read_samples(options.texts)]
    with serving(model) as served:
        yield "model", served.model
        yield "ready after start", f"{served.ready_after:.1f} s"
        yield from speed(served, texts)
        for path in filter(Path.exists, options.labelled):
            yield from quality(served, path)
        yield from false_accepts(served, options.out_of_scope)
        yield from memory(served, texts, options.parses)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    yield "the machine meanwhile", f"{os.cpu_count()} cores, load {load}"


def speed(served: Served, texts: Sequence[str]) -> Figures:
    """How long a parse takes, one text at a time and in batches."""
    for text in texts[:100]:
        served.parse(text)
    used = served.processor_seconds()
    times = sorted(_seconds(partial(served.parse, text)) for text in texts)
    used = served.processor_seconds() - used
    shares = ", ".join(f"p{share} {_at(times, share) * 1000:.1f}" for share in (50, 95, 99))
    yield f"parse over HTTP, one client, ≤ {_SHORT} characters, n = {len(texts)}", f"{shares} ms"
    yield "processor time a parse", f"{used / len(texts) * 1000:.1f} ms"
    used = served.processor_seconds()
    many = list(islice(cycle(texts), max(len(texts), _WARM_UP)))  # the processor's clock is a coarse one
    took = _seconds(partial(_in_batches, served, many))
    used = served.processor_seconds() - used
    yield "batch", f"{len(many) / took:.0f} texts/s, {len(many) / used:.0f} a processor second"


def quality(served: Served, path: Path) -> Figures:
    """How good and honest the answers to labelled messages are."""
    samples = read_samples(path)
    answers = _in_batches(served, [one.text for one in samples])
    found = reports_by_language([verdict(*pair) for pair in zip(samples, answers, strict=True)])
    for name, one in found.items():
        low, high = one.interval
        yield (
            f"{path.name}, {name}, n = {one.n}",
            (
                f"macro-F1 {one.macro_f1:.3f} ({low:.3f}–{high:.3f}), calibration error {one.ece:.3f}, "
                f"accuracy of the 90 % most confident {one.coverage[0.9]:.3f}"
            ),
        )


def false_accepts(served: Served, path: Path) -> Figures:
    """How often a message that is none of the three intents is taken for one without asking."""
    answers = _in_batches(served, [one.text for one in read_samples(path)])
    main_intents = set(map(str, MAIN_INTENTS))
    taken = sum(
        one["intent"]["name"] in main_intents and one["intent"]["confidence"] >= one["threshold"]
        for one in answers
    )
    yield (
        f"{path.name}, n = {len(answers)}: taken for one of the three, surely",
        f"{taken / len(answers):.1%}",
    )


def memory(served: Served, texts: Sequence[str], parses: int) -> Figures:
    """What the server holds, and how that grows."""
    _in_batches(served, list(islice(cycle(texts), _WARM_UP)))
    before = served.megabytes()
    _in_batches(served, list(islice(cycle(texts), parses)))
    yield "memory of the server", f"{before:.0f} MB"
    yield f"growth over {parses:,} parses", f"{served.megabytes() - before:.1f} MB"


def _in_batches(served: Served, texts: Sequence[str]) -> "list[dict[str, Any]]":
    starts = range(0, len(texts), _BATCH)
    return [one for start in starts for one in served.parse_batch(texts[start : start + _BATCH])]


def _training_seconds() -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-W", "ignore", "-m", "nlu.train", "--out", folder]
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own module
        return time.perf_counter() - began


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _at(ordered: Sequence[float], share: int) -> float:
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.measure", description=__doc__)
    parser.add_argument("labelled", type=Path, nargs="*", help="JSON lines to measure the quality on")
    parser.add_argument("--model", type=Path, help="by default the current one of models/")
    parser.add_argument(
        "--texts", type=Path, default=Path("data/eval/eval.jsonl"), help="to measure the speed"
    )
    parser.add_argument("--out-of-scope", type=Path, default=Path("data/eval/out_of_scope.jsonl"))
    parser.add_argument("--parses", type=int, default=100_000, help="over which memory is watched")
    parser.add_argument("--train", action="store_true", help="measure a training, too")
    parser.add_argument("--out", type=Path, help="write the table into this document")
    return parser


if __name__ == "__main__":
    sys.exit(main())
