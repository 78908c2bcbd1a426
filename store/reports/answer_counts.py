"""How often each answer to a question was given, where the answers are listed one by one."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.reports.sums.gathering import Gathered
from store.reports.sums.grouping import Grouping
from store.reports.sums.instruments import Instrument


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often an answer was given, of n; `group` is None for all together."""

    question: str
    group: str | None
    answer: str
    count: int
    n: int

    @property
    def share(self) -> float:
        """Its share of the answers, 0 to 1."""
        return self.count / self.n


def answer_counts(
    gathered: Gathered, asked: Sequence[Instrument], groups: Grouping
) -> tuple[AnswerCount, ...]:
    """The answers in their order: of everything first, and then of each group."""
    return tuple(_counted(gathered, asked, groups))


def _counted(gathered: Gathered, asked: Sequence[Instrument], groups: Grouping) -> Iterator[AnswerCount]:
    listed = {each.survey_key: each.listed for each in asked}
    counts: defaultdict[str, defaultdict[str | None, Counter[str]]]
    counts = defaultdict(lambda: defaultdict(Counter))
    for group, surveys in sorted(gathered.items()):
        for (survey, _), statistic in surveys.items():
            for question, answer, count in statistic.named("option"):
                if question in listed.get(survey, ()):
                    for each in (None,) if groups.by is None else (None, group):
                        counts[question][each][answer] += count
    for question, by_group in sorted(counts.items()):
        for part, answers in by_group.items():
            n = answers.total()
            yield from (AnswerCount(question, part, each, answers[each], n) for each in sorted(answers))
