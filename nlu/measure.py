"""Measures models behind HTTP: `python -m nlu.measure`, in the Rasa environment.

Without options it measures the current model. `--train` trains one and measures it, `--configs` does so for
each of several configurations, and `--each-step` for config.yml without each of its steps in turn. All are
served by the small server of this project, which is kind to other pipelines: a stock Rasa server loads its
dialogue side as well.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from nlu.measuring.markdown import markdown_table, write_part
from nlu.measuring.measured_server import ServerFailed, serving
from nlu.measuring.predictions import BadLine, read_evaluation_file
from nlu.measuring.server_figures import SHORT, Figures, false_accepts, memory, quality, speed
from nlu.training.authored import BadMessages, read_messages
from nlu.training.checksum import ROOT, SealError
from nlu.training.lessons import write_lessons
from nlu.training.model_registry import current

_NEEDED = "CalibratedClassifier"  # without it there is no answer


def main() -> int:
    """Print the figures as a Markdown table and write it into a document if asked; return the exit code."""
    options = _options().parse_args()
    try:
        with tempfile.TemporaryDirectory() as folder:
            columns = {title: dict(figures) for title, figures in _columns(options, Path(folder))}
    except (SealError, BadLine, BadMessages, ServerFailed, OSError, yaml.YAMLError) as exc:
        print(f"cannot measure: {exc}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as exc:
        print(f"cannot measure: the training ended with {exc.returncode}", file=sys.stderr)
        return 1
    names = next(iter(columns.values()))
    table = markdown_table(
        ["what", *columns], [[name, *(column[name] for column in columns.values())] for name in names]
    )
    print(table)
    if options.out:
        part = "ablation" if options.each_step else "comparison" if options.configs else "figures"
        write_part(options.out, part, table)
    return 0


def without_each_step(config: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the configuration as it is, and without each step that the pipeline can spare."""
    steps = config["pipeline"]
    spared = {
        f"without {_step_name(step)}": {**config, "pipeline": [*steps[:place], *steps[place + 1 :]]}
        for place, step in enumerate(steps)
        if _step_name(step) != _NEEDED
    }
    return {"everything": dict(config), **spared}


def _step_name(step: Mapping[str, Any]) -> str:
    short = str(step["name"]).rpartition(".")[2]
    return f"{short}, {step['unit']}s" if "unit" in step else short


def _columns(options: argparse.Namespace, folder: Path) -> Iterator[tuple[str, Figures]]:
    configs = {path.name: yaml.safe_load(path.read_text(encoding="utf-8")) for path in _configs(options)}
    if options.each_step:
        (configs,) = (without_each_step(config) for config in configs.values())
    if not configs:
        yield "measured", _served(options.model or current(Path("models"), ROOT), options)
        return
    messages = read_messages(options.data)
    if options.messages:
        messages = random.Random(0).sample(messages, options.messages)  # noqa: S311 -- no secret
    write_lessons(messages, folder / "data")
    for number, (title, config) in enumerate(configs.items()):
        print(f"{title} …", file=sys.stderr, flush=True)
        yield f"{title}, {len(messages)} messages", _trained(config, folder, str(number), options)


def _configs(options: argparse.Namespace) -> list[Path]:
    return options.configs or ([Path("config.yml")] if options.train or options.each_step else [])


def _trained(config: Mapping[str, Any], folder: Path, name: str, options: argparse.Namespace) -> Figures:
    written, models = folder / f"{name}.yml", folder / name
    written.write_text(yaml.safe_dump(dict(config)), encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "-m", "nlu.train", "--config", str(written)]
    began, used = time.monotonic(), _processor_seconds()
    subprocess.run(  # noqa: S603 -- our own module
        [*command, "--data", str(folder / "data"), "--out", str(models)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    yield "training", f"{time.monotonic() - began:.0f} s, processor {_processor_seconds() - used:.0f} s"
    (model,) = models.glob("*.tar.gz")
    yield from _served(model, options)


def _served(model: Path, options: argparse.Namespace) -> Figures:
    texts = [one.text[:SHORT] for one in read_evaluation_file(options.texts)]
    with serving(model) as server:
        yield "model", server.model
        yield "ready after start", f"{server.ready_after:.1f} s"
        yield from speed(server, texts)
        for path in options.labelled:
            yield from quality(server, path)
        yield from false_accepts(server, options.out_of_scope)
        yield from memory(server, texts, options.parses)
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    yield "the machine meanwhile", f"{os.cpu_count()} cores, load {load}"


def _processor_seconds() -> float:
    """Return the processor time of all processes that this one has started and that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.measure", description=__doc__)
    parser.add_argument("labelled", type=Path, nargs="*", help="JSON lines to measure the quality on")
    parser.add_argument("--model", type=Path, help="by default the current one of models/")
    parser.add_argument("--train", action="store_true", help="train a model and measure it")
    parser.add_argument("--configs", type=Path, nargs="+", help="train and measure one of each")
    parser.add_argument("--each-step", action="store_true", help="train and measure without each step")
    parser.add_argument("--data", type=Path, default=Path("data/nlu"), help="to train on")
    parser.add_argument("--messages", type=int, help="train on this many, drawn at random, instead of all")
    parser.add_argument("--texts", type=Path, default=Path("data/eval/eval.jsonl"), help="to time parses")
    parser.add_argument("--out-of-scope", type=Path, default=Path("data/eval/out_of_scope.jsonl"))
    parser.add_argument("--parses", type=int, default=2_000, help="over which memory is watched")
    parser.add_argument("--out", type=Path, help="write the table into this document")
    return parser


if __name__ == "__main__":
    sys.exit(main())
