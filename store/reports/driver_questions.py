"""What may move a score: the options of a question asked beside it, or the dimensions of its survey."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.question_kinds import KINDS, UNKNOWN, Form
from store.models.surveys import SurveyVersion
from store.reports.sums.instruments import Item, instruments


@dataclass(frozen=True, slots=True)
class SampledQuestion:
    """How a question is asked in one version: of all, or where the outcome is low and of one in so many."""

    at_most: int | None
    otherwise_one_in: int

    def weight(self, score: int) -> float:
        """Return for how many customers with this score an answer stands."""
        is_asked = self.at_most is None or score <= self.at_most
        return 1.0 if is_asked else float(self.otherwise_one_in)


@dataclass(frozen=True, slots=True)
class DriverQuestion:
    """Names that may move an outcome: options of `question`, or dimensions where there is none.

    `versions` are those that ask it so that it can be learnt from; `items` are those of the dimensions.
    """

    survey_key: str
    outcome: Item
    question: str | None
    names: tuple[str, ...]
    versions: Mapping[int, SampledQuestion]
    items: Mapping[str, str] = field(default_factory=dict)


Version = tuple[int, Sequence[Mapping[str, Any]]]


async def driver_questions(session: AsyncSession) -> tuple[DriverQuestion, ...]:
    """Return what may move the first score of each survey."""
    statement = select(SurveyVersion.key, SurveyVersion.id, SurveyVersion.definition)
    by_key: defaultdict[str, list[Version]] = defaultdict(list)
    for key, version, content in (await session.execute(statement.order_by(SurveyVersion.id))).tuples():
        by_key[key].append((version, content["questions"]))
    found: list[DriverQuestion] = []
    for each in await instruments(session):
        outcome = next((item for item in each.single if not KINDS[item.kind].is_yes_or_no), None)
        if outcome is None:
            continue
        asked = [version for version in by_key[each.survey_key] if _asks(version, outcome)]
        found += _options(each.survey_key, outcome, asked)
        if len(each.dimensions) > 1:
            items = {item.question: item.dimension for item in each.scale if item.dimension is not None}
            whole = {version: SampledQuestion(None, 1) for version, _ in asked}
            found.append(DriverQuestion(each.survey_key, outcome, None, each.dimensions, whole, items))
    return tuple(found)


def _asks(version: Version, outcome: Item) -> bool:
    """Whether the version asks the outcome on the scale of today."""
    return any((each["id"], each["kind"]) == (outcome.question, outcome.kind) for each in version[1])


def _options(survey_key: str, outcome: Item, asked: Sequence[Version]) -> Iterator[DriverQuestion]:
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    sampled: defaultdict[str, dict[int, SampledQuestion]] = defaultdict(dict)
    for version, questions in asked:
        for each in questions:
            how = _how(each.get("when"), outcome.question)
            if KINDS.get(each["kind"], UNKNOWN).form is Form.OPTIONS and how is not None:
                names[each["id"]].update(dict.fromkeys(option["id"] for option in each["options"]))
                sampled[each["id"]][version] = how
    for question, several in names.items():
        yield DriverQuestion(survey_key, outcome, question, tuple(several), sampled[question])


def _how(when: Mapping[str, Any] | None, outcome: str) -> SampledQuestion | None:
    """How a question is sampled; None where those with high scores are never asked it, or others decide."""
    if when is None:
        return SampledQuestion(None, 1)
    limits = {name for name in ("at_least", "chosen") if when.get(name) is not None}
    if when["question"] != outcome or limits or not when.get("otherwise_one_in"):
        return None
    return SampledQuestion(when["at_most"], when["otherwise_one_in"])
