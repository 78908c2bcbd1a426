"""What must hold between the questions of a survey, beyond the shape of each."""

from collections.abc import Iterator, Mapping, Sequence

from actions.settings.survey_questions import Condition, Look, Question, Texts
from nlu.contract.labels import Language
from store.models.question_kinds import KINDS, Kind

Location = tuple[int | str, ...]
Mistake = tuple[Location, str]

# The settings whose mistakes have a message that says more than "nothing of this name".
EXPLAINED = {"options", "look", "words"}
# The others that only some kinds take.
SPECIAL = sorted({name for kind in KINDS.values() for name in kind.takes} - EXPLAINED)


def inconsistencies(questions: Sequence[Question]) -> Iterator[Mistake]:
    """Where something is wrong, and what is expected there."""
    if not questions or questions[0].when is not None:
        yield ("questions",), "expected at least one question, the first without a condition"
    earlier: dict[str, Question] = {}
    for index, question in enumerate(questions):
        place: Location = ("questions", index)
        for taken in sorted({question.id, *(half.id for half in question.halves)} & set(earlier)):
            yield (*place, "id"), f"expected an id of its own; {taken!r} is taken"
        for path, message in (*_alone(question), *_looks(question), *_condition(question.when, earlier)):
            yield (*place, *path), message
        if KINDS[question.kind].asked_first and index:
            yield (*place, "kind"), "expected another kind; consent can only be asked first"
        if question.against is not None and not _is_alike(earlier.get(question.against), question):
            yield (*place, "against"), "expected an earlier item of the same block"
        earlier |= {each.id: each for each in (question, *question.halves)}


def _is_alike(earlier: Question | None, question: Question) -> bool:
    return earlier is not None and (earlier.kind, earlier.block) == (question.kind, question.block)


def _alone(question: Question) -> Iterator[Mistake]:
    has_options = "options" in KINDS[question.kind].takes
    if has_options and len(question.options) < 2:
        yield ("options",), f"expected at least two options for a question of kind {question.kind}"
    if not has_options and question.options:
        yield ("options",), f"expected no options for a question of kind {question.kind}"
    if question.alert_at_most is not None and question.alert_at_most not in question.scale:
        yield ("alert_at_most",), f"expected {_numbers(question)}"
    names = [option.id for option in question.options]
    for index, name in enumerate(names):
        if name in names[:index]:
            yield ("options", index, "id"), f"expected an id of its own; {name!r} is taken"


def _looks(question: Question) -> Iterator[Mistake]:
    if question.look is not Look.NUMBERS and "look" not in KINDS[question.kind].takes:
        yield ("look",), "expected numbers; only a rating has another look"
    if question.words is None:
        if question.look is Look.WORDS:
            yield ("look",), "expected a list of words beside it, from the lowest step to the highest"
        return
    if question.look is not Look.WORDS:
        yield ("words",), "expected nothing of this name without the look words"
    for language in Language:
        given = question.words.get(language, ())
        if len(given) != len(question.scale) or not all(word.strip() for word in given):
            yield ("words", str(language)), f"expected {len(question.scale)} words, none of them empty"


def _condition(when: Condition | None, earlier: Mapping[str, Question]) -> Iterator[Mistake]:
    if when is None:
        return
    asked = earlier.get(when.question)
    if asked is None:
        yield ("when", "question"), f"expected an earlier question: {', '.join(earlier) or 'there is none'}"
        return
    if len(asked.halves) > 1:
        yield ("when", "question"), f"expected one answer: {' or '.join(half.id for half in asked.halves)}"
        return
    if when.at_most is None and when.at_least is None and when.chosen is None:
        yield ("when",), "expected at_most, at_least or chosen"
    for name, number in (("at_most", when.at_most), ("at_least", when.at_least)):
        if number is not None and number not in asked.scale:
            yield ("when", name), f"expected {_numbers(asked)}"
    if when.chosen is not None and asked.option(when.chosen) is None:
        names = ", ".join(option.id for option in asked.options)
        yield ("when", "chosen"), f"expected an option of {asked.id}: {names or 'it has none'}"


def _numbers(question: Question) -> str:
    if not question.scale:
        return f"nothing: a question of kind {question.kind} is not answered by a number"
    return f"a number from {question.scale[0]} to {question.scale[-1]}, as {question.id} is answered"


POINTS = 100  # shared out among the dimensions


def misplaced(
    questions: Sequence[Question],
    dimensions: Mapping[str, Texts],
    weights: Mapping[str, int],
    *,
    is_apart: bool = False,
) -> Iterator[Mistake]:
    """Where items, dimensions and weights do not fit together, and what is expected there."""
    for index, question in enumerate(questions):
        for name, message in _item(question, dimensions, is_apart=is_apart):
            yield ("questions", index, name), message
    measured = {question.dimension for question in questions}
    for name in dimensions:
        if name not in measured:
            yield ("dimensions", name), "expected at least one question of this dimension"
    if weights:
        yield from _weights(dimensions, weights)


def _item(
    question: Question, dimensions: Mapping[str, Texts], *, is_apart: bool
) -> Iterator[tuple[str, str]]:
    kind = KINDS[question.kind]
    if kind.asked_twice and question.expected is None:
        yield "kind", "expected the text of the expectation beside it, as expected"
    if kind.asked_twice and question.dimension is None:
        yield "kind", "expected a dimension beside it"
    if question.beforehand is None and kind.asked_twice and is_apart:
        yield "kind", "expected the text of the expectation before the service beside it, as beforehand"
    for name in SPECIAL:
        if getattr(question, name) is not None and name not in kind.takes:
            yield name, f"expected nothing of this name for a question of kind {question.kind}"
    if question.kind is Kind.ITEM and question.construct is None:
        yield "kind", "expected the name of what it measures beside it, as construct"
    if "dimension" in kind.takes and question.dimension not in (None, *dimensions):
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
