"""What each step of the pipeline is worth: `python -m nlu.ablate FILE.jsonl …`, in the Rasa environment.

The pipeline is trained anew without each step in turn and measured on the files: a training for every row.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from nlu.measuring.document import Document
from nlu.measuring.effort import processor_seconds

_ROOT = Path(__file__).resolve().parents[1]
_NEEDED = "CalibratedClassifier"  # without it there is no answer


def main() -> int:
    """Prints the table, and writes it into a document if asked; returns the exit code."""
    options = _options().parse_args()
    try:
        config = yaml.safe_load(options.config.read_text(encoding="utf-8"))
        rows = []
        for name, variant in variants(config).items():
            print(f"{name} …", file=sys.stderr, flush=True)
            rows.append((name, _measured(variant, options.data, options.files)))
            print(f"  {', '.join(rows[-1][1].values())}", file=sys.stderr, flush=True)
    except (OSError, yaml.YAMLError, subprocess.CalledProcessError) as exc:
        print(f"cannot measure: {exc}", file=sys.stderr)
        return 1
    table = as_table(rows)
    print(table)
    if options.out:
        Document(options.out).put("ablation", table)
    return 0


def variants(config: Mapping[str, Any]) -> "dict[str, dict[str, Any]]":
    """The configuration as it is, and without each step that can be spared."""
    steps = config["pipeline"]
    spared = {
        f"without {_name(step)}": {**config, "pipeline": [*steps[:place], *steps[place + 1 :]]}
        for place, step in enumerate(steps)
        if _name(step) != _NEEDED
    }
    return {"everything": dict(config), **spared}


def as_table(rows: "Sequence[tuple[str, Mapping[str, str]]]") -> str:
    """Markdown; the columns are those of the first row."""
    columns = list(rows[0][1])
    head = [f"| pipeline | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    return "\n".join([*head, *(f"| {name} | {' | '.join(row.values())} |" for name, row in rows)])


def _name(step: Mapping[str, Any]) -> str:
    short = str(step["name"]).rpartition(".")[2]
    return f"{short}, {step['unit']}s" if "unit" in step else short


def _measured(config: Mapping[str, Any], data: Path, files: Sequence[Path]) -> "dict[str, str]":
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "config.yml"
        written.write_text(yaml.safe_dump(dict(config)), encoding="utf-8")
        began = processor_seconds()
        _run("nlu.train", "--config", written, "--data", data.resolve(), "--out", folder)
        took = processor_seconds() - began
        (model,) = Path(folder).glob("*.tar.gz")
        scores = {key: score for path in files for key, score in _scores(model, path)}
    return {**scores, "training": f"{took:.0f} processor s"}


def _scores(model: Path, path: Path) -> "Iterator[tuple[str, str]]":
    """The macro-F1 on the file and the calibration error, by language."""
    said = json.loads(_run("nlu.evaluate", path.resolve(), "--model", model, "--json"))
    for language, figures in said["groups"].items():
        if language != "all":
            yield f"{path.stem} {language}: F1", f"{figures['macro_f1']:.3f}"
            yield f"{path.stem} {language}: ECE", f"{figures['ece']:.3f}"


def _run(module: str, *arguments: "str | Path") -> str:
    """What the module prints, run in a process of its own; what it complains of is shown."""
    command = [sys.executable, "-W", "ignore", "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 -- our own modules


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nlu.ablate", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE.jsonl", help="labelled messages")
    parser.add_argument("--config", type=Path, default=Path("config.yml"))
    parser.add_argument("--data", type=Path, default=Path("data/nlu"))
    parser.add_argument("--out", type=Path, help="write the table into this document")
    return parser


if __name__ == "__main__":
    sys.exit(main())
