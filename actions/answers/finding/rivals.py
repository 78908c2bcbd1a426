"""Entries that may answer the same questions as one that is being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.answers.entry import Entry
from actions.answers.finding.entry_finder import RankingFinder
from actions.answers.normal_question import normalised
from nlu.contract.labels import Language

NEAR = 0.85  # a score from which two questions are likely to be the same one
MOST_TRIED = 12  # questions: the first, and those that were written last
RANKED = 2  # the entry itself, as it is published, and the next one


@dataclass(frozen=True, slots=True)
class Rival:
    """A published entry with a question near one that is being written, or the same one."""

    question: str
    language: Language
    entry: Entry
    matched: str
    score: float
    is_same: bool


async def rivals_of(
    finder: RankingFinder,
    questions: Sequence[tuple[Language, str]],
    own_id: int | None,
    outlet: str | None,
    now: datetime,
) -> tuple[Rival, ...]:
    """Return the entries near these questions at an outlet, the nearest first, each once."""
    nearest: dict[int, Rival] = {}
    for language, question in (*questions[:1], *questions[1:][1 - MOST_TRIED :]):
        for found in await finder.scores(question, language, outlet, now, RANKED):
            is_same = normalised(found.matched) == normalised(question)
            if found.entry.id == own_id or not (is_same or found.score >= NEAR):
                continue
            rival = Rival(question, language, found.entry, found.matched, found.score, is_same)
            known = nearest.get(found.entry.id)
            if known is None or _rank(rival) > _rank(known):
                nearest[found.entry.id] = rival
    return tuple(sorted(nearest.values(), key=_rank, reverse=True))


def _rank(rival: Rival) -> tuple[bool, float]:
    return rival.is_same, rival.score
