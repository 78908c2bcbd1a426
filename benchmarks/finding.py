"""`python -m benchmarks.finding`: how long finding takes among 2,000 entries with 10 questions each.

Timed is what comes after the encoder, in processor time: exact lookup, vectors, words, and the choice of the
best entries. Peer:
the same questions looked up in SQLite's full-text index (FTS5, trigrams, BM25), which one would take instead.
Then the encoder's own time and memory, in its child process.
"""

import argparse
import asyncio
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np
import psutil

from actions.answers.entry import Entry, Wording
from actions.answers.finding.metric import Metric
from actions.answers.finding.search_index import SearchIndex
from actions.answers.finding.topic_phrases import read_topic_phrases
from bot.wiring.answer_finder import METRIC, TOPICS
from nlu.contract.labels import Language
from nlu.sentences.child_encoder import ChildEncoder

NOW = datetime(2026, 11, 23, 4, tzinfo=UTC)
TARGET = 0.015  # seconds beside the encoder, for 95 of 100 questions


def made_up_entries(count: int, variants: int, random: Random) -> Iterator[Entry]:
    """Yield Chinese entries whose questions are put together from authored phrases and a number."""
    phrases = [each.text for each in read_topic_phrases(TOPICS) if each.language is Language.ZH]
    for number in range(count):
        questions = [f"{random.choice(phrases)}{number} {random.choice(phrases)}" for _ in range(variants)]
        wording = Wording(Language.ZH, questions[0], tuple(questions[1:]), "好的。")
        yield Entry(number, str(number), 1, (wording,))


def timed(work: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Return the processor time that each question takes, in seconds."""
    taken = []
    for question in questions:
        begun = time.process_time()
        work(question)
        taken.append(time.process_time() - begun)
    return taken


def ours(entries: Sequence[Entry], questions: Sequence[str]) -> list[float]:
    """Return the times of our index, with made-up vectors of the metric's width."""
    width = Metric.load(METRIC).project(np.ones((1, 896), np.float32), Language.ZH).shape[1]
    drawn = np.random.default_rng(1)

    def vector() -> np.ndarray:
        found = drawn.standard_normal((width,), dtype=np.float32)
        return np.asarray(found / np.linalg.norm(found))

    vectors = {(language, text): vector() for entry in entries for language, text in entry.questions()}
    index = SearchIndex(entries, vectors)
    asked = vector()

    def find(question: str) -> object:
        index.rows.same(question)
        allowed = index.rows.in_force(NOW.date(), None)
        return index.ranked(index.scores(question, asked), allowed)

    return timed(find, questions)


def full_text(entries: Sequence[Entry], questions: Sequence[str]) -> list[float]:
    """Return the times of SQLite's full-text search."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE questions USING fts5(text, entry UNINDEXED, tokenize='trigram')")
    rows = [(text, entry.id) for entry in entries for _, text in entry.questions()]
    database.executemany("INSERT INTO questions VALUES (?, ?)", rows)

    def find(question: str) -> object:
        trigrams = {question[first : first + 3] for first in range(len(question) - 2)}
        wanted = " OR ".join('"' + each.replace('"', "") + '"' for each in trigrams) or '"none"'
        found = database.execute(
            "SELECT entry FROM questions WHERE questions MATCH ? ORDER BY bm25(questions) LIMIT 3", (wanted,)
        )
        return found.fetchall()

    taken = timed(find, questions)
    database.close()
    return taken


async def encoder(questions: Sequence[str]) -> str:
    """Return a line with the time and the memory of the encoder."""
    child = ChildEncoder()
    begun = time.perf_counter()
    await child.encode(["x"])
    started = time.perf_counter() - begun
    taken = []
    for question in questions:
        begun = time.perf_counter()
        await child.encode([question])
        taken.append(time.perf_counter() - begun)
    [process] = psutil.Process().children()
    memory = process.memory_info().rss / 1e6
    await child.close()
    return f"encoder: {spread(taken)}; started in {started:.1f} s, {memory:.0f} MB in its process"


def spread(seconds: Sequence[float]) -> str:
    """Return the median and the 95th percentile in milliseconds."""
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return f"p50 {statistics.median(seconds) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms"


def main() -> None:
    """Measure, print, and fail where the target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.finding", description=__doc__)
    parser.add_argument("--entries", type=int, default=2_000)
    parser.add_argument("--variants", type=int, default=10)
    parser.add_argument("--questions", type=int, default=200)
    options = parser.parse_args()
    random = Random(1)  # noqa: S311 -- it must repeat, no secret
    entries = list(made_up_entries(options.entries, options.variants, random))
    questions = [
        random.choice(random.choice(entries).wordings[0].questions) for _ in range(options.questions)
    ]
    own, peer = ours(entries, questions), full_text(entries, questions)
    ratio = statistics.median(own) / statistics.median(peer)
    print(f"load average {Path('/proc/loadavg').read_text(encoding='ascii').split()[0]}")
    print(f"{options.entries} entries × {options.variants}: {spread(own)}")
    print(f"SQLite FTS5: {spread(peer)}; ours takes {ratio:.2f} of that")
    print(asyncio.run(encoder(questions[:50])))
    assert statistics.quantiles(own, n=20)[-1] <= TARGET, "finding takes longer than the target"


if __name__ == "__main__":
    main()
