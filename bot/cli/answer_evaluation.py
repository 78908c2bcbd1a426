"""`huifang answers evaluate`: how well entries are found for questions whose entry is known."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.data_folder import data_folder
from bot.timing.clock import now

if TYPE_CHECKING:
    from actions.answers.finding.evaluation import FindingFigures

# What computes is imported when a command runs, so that other commands of the group start quickly.

_READ = click.Path(exists=True, dir_okay=False, path_type=Path)
ROWS = (
    ("hit@1", "hit1"),
    ("hit@3", "hit3"),
    ("answered directly", "direct"),
    ("  of these right", "direct_precision"),
    ("answered or offered", "offered"),
    ("without an entry, answered", "nulls_answered"),
)
AT_ONCE = 64  # phrases a call of the encoder
PATIENCE = 60.0  # seconds a question: a busy machine must not change the figures
JSON_KEYS = {
    "questions": "questions",
    "nulls": "null_questions",
    "hit1": "hit@1",
    "hit3": "hit@3",
    "direct": "answered_directly",
    "direct_precision": "answered_directly_precision",
    "offered": "answered_or_offered",
    "nulls_answered": "null_answered_directly",
}


@click.command()
@click.argument("faq", type=_READ)
@click.argument("questions", type=_READ)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--words", "words_only", is_flag=True, help="Measure without the sentence encoders.")
@click.option("--misses", is_flag=True, help="Also print each question whose entry is not the first.")
def evaluate(faq: Path, questions: Path, *, as_json: bool, words_only: bool, misses: bool) -> None:
    """Measure how well QUESTIONS find the entries of FAQ, by language.

    Both are JSON lines: entries have id, lang, question, variants and answer; questions have id, lang, text
    and answer, the id of the entry that answers it or null.
    """
    with redirect_stdout(sys.stderr):  # a warning in the log must not stand among the figures
        measured, missed = asyncio.run(_measure(faq, questions, words_only=words_only))
    if as_json:
        content: dict[str, Any] = {each.language.value: _plain(each) for each in measured}
        click.echo(json.dumps(content | ({"misses": missed} if misses else {}), ensure_ascii=False, indent=2))
        return
    for line in [*table(measured), *("\t".join(map(str, each.values())) for each in missed if misses)]:
        click.echo(line)


async def _measure(
    faq: Path, questions: Path, *, words_only: bool
) -> tuple[list["FindingFigures"], list[dict[str, Any]]]:
    from actions.answers.finding.evaluation import ask_all, figures  # noqa: PLC0415
    from actions.answers.finding.question_files import read_entry_lines, read_question_lines  # noqa: PLC0415
    from bot.wiring.answer_finder import build_answer_finder  # noqa: PLC0415

    entries = read_entry_lines(faq)
    asked = read_question_lines(questions, (entry.key for entry in entries))
    finder = build_answer_finder(data_folder(os.environ), UTC, words_only=words_only, patience=PATIENCE)
    try:
        await finder.reload(entries)
        await finder.settle()
        found = await ask_all(finder, asked, now())
    finally:
        await finder.close()
    missed = [
        {"id": each.asked.id, "answer": each.asked.answer, "found": list(each.keys), "text": each.asked.text}
        for each in found
        if each.asked.answer is not None and not each.is_right
    ]
    return figures(found), missed


def table(measured: Sequence["FindingFigures"]) -> Iterator[str]:
    """Yield the figures as lines, a column a language."""
    yield f"{'':28}" + "".join(f"{each.language.value:>8}" for each in measured)
    yield f"{'questions with an entry':28}" + "".join(f"{each.questions:8}" for each in measured)
    yield f"{'questions without one':28}" + "".join(f"{each.nulls:8}" for each in measured)
    for title, name in ROWS:
        shares = [getattr(each, name) for each in measured]
        yield f"{title:28}" + "".join(f"{'–' if share is None else f'{share:.1%}':>8}" for share in shares)


def _plain(measured: "FindingFigures") -> dict[str, Any]:
    figures = asdict(measured)
    return {
        key: round(figures[name], 4) if isinstance(figures[name], float) else figures[name]
        for name, key in JSON_KEYS.items()
    }


@click.command(hidden=True)
@click.argument("topics", type=_READ, required=False)
@click.argument("metric", type=click.Path(dir_okay=False, path_type=Path), required=False)
def train(topics: Path | None, metric: Path | None) -> None:
    """Train METRIC on TOPICS; by default the files of data/finding. For those who develop Huifang."""
    click.echo(asyncio.run(_train(topics, metric)))


async def _train(topics: Path | None, metric: Path | None) -> str:
    import numpy as np  # noqa: PLC0415

    from actions.answers.finding.metric import Metric  # noqa: PLC0415
    from actions.answers.finding.metric_training import train_metric  # noqa: PLC0415
    from actions.answers.finding.topic_phrases import read_topic_phrases  # noqa: PLC0415
    from bot.wiring.answer_finder import METRIC, TOPICS  # noqa: PLC0415
    from nlu.sentences.child_encoder import ChildEncoder  # noqa: PLC0415
    from nlu.sentences.encoders import PARTS  # noqa: PLC0415

    phrases = read_topic_phrases(topics or TOPICS)
    encoder = ChildEncoder()
    try:
        parts = [phrases[first : first + AT_ONCE] for first in range(0, len(phrases), AT_ONCE)]
        encoded = [await encoder.encode([each.text for each in part]) for part in parts]
    finally:
        await encoder.close()
    train_metric(phrases, np.vstack(encoded), PARTS).save(metric or METRIC)
    topics_trained = len({each.topic for each in phrases})
    return f"{Metric.load(metric or METRIC).name}: {topics_trained} topics, {len(phrases)} phrases"
