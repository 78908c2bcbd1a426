"""The health check: what is amiss with the answers, so that people look at them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from actions.answers.document import AnswerDocument
from actions.answers.entry import EffectiveState, state_of
from actions.answers.likeness import Pairs, alike, pairs_of
from nlu.contract.labels import Language
from store.queries.answers.showing_counts import ShowingCount

ALIKE = 0.7
UNUSED = timedelta(days=30)
ENOUGH_REFUSALS = 3


class AnswerFault(StrEnum):
    """What can be amiss."""

    OVERLAPS = "overlaps"  # it has nearly the same question as another one
    REFUSED = "refused"  # more customers refused it than confirmed it
    EXPIRED = "expired"
    NO_VARIANTS = "no_variants"
    NEVER_GIVEN = "never_given"  # although it has been published for a while


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """A published answer with what is known of its use."""

    id: int
    document: AnswerDocument
    published_on: date
    count: ShowingCount = field(default_factory=ShowingCount)


@dataclass(frozen=True, slots=True)
class FaultFound:
    """A fault of an answer; `other` is the answer that it overlaps with, `detail` the question."""

    fault: AnswerFault
    answer_id: int
    detail: str = ""
    other: int | None = None


def faults_of(answers: Sequence[CheckedAnswer], today: date) -> tuple[FaultFound, ...]:
    """Return all faults, by kind and then in the order of the answers."""
    found = [*_overlaps(answers), *(fault for each in answers for fault in _alone(each, today))]
    order = list(AnswerFault)
    return tuple(sorted(found, key=lambda each: order.index(each.fault)))


def _alone(answer: CheckedAnswer, today: date) -> Iterator[FaultFound]:
    document, count = answer.document, answer.count
    if state_of(document.starts, document.ends, today) is EffectiveState.EXPIRED:
        yield FaultFound(AnswerFault.EXPIRED, answer.id)
        return
    if count.refused >= ENOUGH_REFUSALS and count.refused > count.confirmed:
        yield FaultFound(AnswerFault.REFUSED, answer.id)
    for language, wording in document.wordings.items():
        if not wording.variants:
            yield FaultFound(AnswerFault.NO_VARIANTS, answer.id, language.value)
    if count.given == 0 and today - max(answer.published_on, document.starts or date.min) >= UNUSED:
        yield FaultFound(AnswerFault.NEVER_GIVEN, answer.id)


def _overlaps(answers: Sequence[CheckedAnswer]) -> Iterator[FaultFound]:
    outlets = {each.id: each.document.outlet for each in answers}
    told: set[tuple[int, int]] = set()
    for language in Language:
        for one, other in alike(_questions(answers, language), ALIKE):
            two = (one[0], other[0])
            apart = outlets[one[0]] != outlets[other[0]]
            if one[0] != other[0] and two not in told and not apart:
                told.add(two)
                yield FaultFound(AnswerFault.OVERLAPS, two[0], one[1], two[1])


def _questions(answers: Sequence[CheckedAnswer], language: Language) -> Mapping[tuple[int, str], Pairs]:
    return {
        (each.id, question): pairs_of(question)
        for each in answers
        for own, question in each.document.questions()
        if own is language
    }
