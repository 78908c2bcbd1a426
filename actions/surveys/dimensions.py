"""What must hold between the items of a survey, its dimensions and their weights."""

from collections.abc import Iterator, Mapping, Sequence

from actions.surveys.consistency import Mistake
from actions.surveys.questions import FIVE_STEPS, Kind, Question, Texts

POINTS = 100  # shared out among the dimensions


def misplaced(
    questions: Sequence[Question], dimensions: Mapping[str, Texts], weights: Mapping[str, int]
) -> Iterator[Mistake]:
    """Where items, dimensions and weights do not fit together, and what is expected there."""
    for index, question in enumerate(questions):
        for name, message in _item(question, dimensions):
            yield ("questions", index, name), message
    measured = {question.dimension for question in questions}
    for name in dimensions:
        if name not in measured:
            yield ("dimensions", name), "expected at least one question of this dimension"
    if weights:
        yield from _weights(dimensions, weights)


def _item(question: Question, dimensions: Mapping[str, Texts]) -> Iterator[tuple[str, str]]:
    is_pair = question.kind is Kind.SERVQUAL
    if is_pair and question.expected is None:
        yield "kind", "expected the text of the expectation beside it, as expected"
    if not is_pair and question.expected is not None:
        yield "expected", f"expected nothing of this name for a question of kind {question.kind}"
    if is_pair and question.dimension is None:
        yield "kind", "expected a dimension beside it"
    if question.dimension is None:
        return
    if question.kind not in FIVE_STEPS:
        yield "dimension", f"expected nothing of this name for a question of kind {question.kind}"
    elif question.dimension not in dimensions:
        yield "dimension", f"expected {_one_of(dimensions)}"


def _weights(dimensions: Mapping[str, Texts], weights: Mapping[str, int]) -> Iterator[Mistake]:
    for name in sorted(set(dimensions) - set(weights)):
        yield ("weights",), f"expected points for {name} too"
    for name, points in weights.items():
        if name not in dimensions:
            yield ("weights", name), f"expected {_one_of(dimensions)}"
        elif points < 0:
            yield ("weights", name), "expected 0 points or more"
    if sum(weights.values()) != POINTS:
        yield ("weights",), f"expected {POINTS} points in all, not {sum(weights.values())}"


def _one_of(dimensions: Mapping[str, Texts]) -> str:
    return f"one of the dimensions: {', '.join(dimensions) or 'there are none'}"
