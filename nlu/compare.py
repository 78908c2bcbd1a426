"""Our pipeline beside Rasa's default one, in the same run: `python -m nlu.compare FILE.jsonl …`.

Both are trained on the same authored messages and served by the same small server, which is kind to the other
one: a stock Rasa server loads its dialogue side as well. Runs in the Rasa environment.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from nlu.measure import memory, quality, speed
from nlu.measuring.document import Document
from nlu.measuring.effort import processor_seconds
from nlu.measuring.measured_server import ServerFailed, serving
from nlu.measuring.verdicts import BadLine, read_samples
from nlu.training.authored import BadMessages, read_messages
from nlu.training.checksum import ROOT
from nlu.training.lessons import write_lessons

_SHORT = 200
_PARSES = 2_000


def main() -> int:
    """Prints both columns, and writes them into a document if asked; returns the exit code."""
    options = _options().parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder:
            used = _write_messages(options.data, options.messages, Path(folder) / "data")
            columns = [dict(_figures(config, Path(folder), options)) for config in options.configs]
    except (BadLine, BadMessages, ServerFailed, OSError, subprocess.CalledProcessError) as exc:
        print(f"cannot compare: {exc}", file=sys.stderr)
        return 1
    table = as_table([_title(config) for config in options.configs], columns, f"{used} messages")
    print(table)
    if options.out:
        Document(options.out).put("comparison", table)
    return 0


def as_table(titles: Sequence[str], columns: "Sequence[dict[str, str]]", corner: str) -> str:
    """Markdown, a row a figure; the rows are those of the first column."""
    head = [f"| {corner} | {' | '.join(titles)} |", "|---" * (len(titles) + 1) + "|"]
    return "\n".join(
        [*head, *(f"| {name} | {' | '.join(one[name] for one in columns)} |" for name in columns[0])]
    )


def _figures(config: Path, folder: Path, options: argparse.Namespace) -> "Iterator[tuple[str, str]]":
    print(f"{config.name} …", file=sys.stderr, flush=True)
    models = folder / config.stem
    command = [sys.executable, "-W", "ignore", "-m", "nlu.train", "--config", str(config.resolve())]
    began, used = time.monotonic(), processor_seconds()
    subprocess.run(  # noqa: S603 -- our own module
        [*command, "--data", str(folder / "data"), "--out", str(models)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield "training", f"{time.monotonic() - began:.0f} s, processor {processor_seconds() - used:.0f} s"
    (model,) = models.glob("*.tar.gz")
    texts = [one.text[:_SHORT] for one in read_samples(options.texts)]
    with serving(model) as served:
        yield "ready after start", f"{served.ready_after:.1f} s"
        yield from speed(served, texts)
        yield from memory(served, texts, _PARSES)
        for path in options.files:
            yield from quality(served, path)


def _write_messages(data: Path, wanted: "int | None", folder: Path) -> int:
    """Writes all authored messages, or so many drawn at random, into the folder; how many."""
    authored = read_messages(data)
    drawn = random.Random(0).sample(authored, wanted) if wanted else authored  # noqa: S311 -- no secret
    write_lessons(drawn, folder)
    return len(drawn)


def _title(config: Path) -> str:
    """The file's name, with the epochs where a step has some."""
    steps = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    epochs = [str(step["epochs"]) for step in steps if "epochs" in step]
    return f"{config.name}, {'+'.join(epochs)} epochs" if epochs else config.name


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.compare", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.jsonl", help="labelled messages")
    parser.add_argument(
        "--configs", type=Path, nargs="+", default=[Path("config.yml"), Path("config.diet.yml")]
    )
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    parser.add_argument("--messages", type=int, help="train on so many, drawn at random, instead of all")
    parser.add_argument("--texts", type=Path, default=Path("data/eval/eval.jsonl"), help="to measure speed")
    parser.add_argument("--out", type=Path, help="write the table into this document")
    return parser


if __name__ == "__main__":
    sys.exit(main())
