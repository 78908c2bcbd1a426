"""The questions and variants of all entries as rows, those of an entry next to each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from actions.answers.entry import EffectiveState, Entry, effective_state
from actions.answers.normal_question import normalised
from nlu.contract.labels import Language

Scores = NDArray[np.float32]
NOWHERE = np.float32(-np.inf)


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question or a variant of an entry."""

    place: int  # of the entry, in the order of the entries
    language: Language
    text: str
    normal: str


class QuestionRows:
    """Rows of entries that have at least one question each."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self.rows = tuple(
            QuestionRow(place, language, text, normalised(text))
            for place, entry in enumerate(self.entries)
            for language, text in entry.questions()
        )
        self.places = np.fromiter((row.place for row in self.rows), np.int32, len(self.rows))
        self._starts = np.flatnonzero(np.diff(self.places, prepend=-1))
        self._exact: dict[str, list[QuestionRow]] = {}
        for row in self.rows:
            self._exact.setdefault(row.normal, []).append(row)

    def same(self, question: str) -> Sequence[QuestionRow]:
        """Return the rows with the same normalised question."""
        return self._exact.get(normalised(question), ())

    def best_of_entries(self, scores: Scores) -> Scores:
        """Return the best score of each entry, from a score for each row."""
        return np.maximum.reduceat(scores, self._starts) if len(scores) else scores

    def best_row(self, scores: Scores, place: int) -> int:
        """Return the index of the row with the best score among those of an entry."""
        first = int(np.searchsorted(self.places, place))
        after = int(np.searchsorted(self.places, place, side="right"))
        return first + int(np.argmax(scores[first:after]))

    def in_force(self, today: date, outlet: str | None) -> NDArray[np.bool_]:
        """Return for each entry whether it holds today at this outlet."""
        return np.fromiter((is_in_force(each, today, outlet) for each in self.entries), np.bool_)


def is_in_force(entry: Entry, today: date, outlet: str | None) -> bool:
    """Whether an entry holds on this day at this outlet."""
    return entry.outlet in (None, outlet) and effective_state(entry, today) is EffectiveState.ACTIVE
