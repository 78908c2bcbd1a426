"""What follows from the answers so far: which question comes next, at which place, and which fall away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Condition, Question
from actions.surveys.asking.moves import SKIPPED, Given
from store.models.question_kinds import KINDS

# Few who gave the best score complain below it, so that the model must be surer of it than elsewhere.
LEAST_BELOW_BEST = 0.97


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question that is asked: at which place of how many, and whether there is one to go back to."""

    question: Question
    place: tuple[int, int] | None
    has_back: bool


@dataclass(frozen=True, slots=True)
class Continuation:
    """What follows from an answer: the next question, or the end of the survey where there is none.

    `is_declined` says that the customer does not want it, `is_low` that the answer is as low as its alert.
    `astray` names the answered questions that the answers do not lead to any more.
    """

    following: AskedQuestion | None
    astray: tuple[str, ...] = ()
    is_declined: bool = False
    is_low: bool = False


def decide(survey: Survey, answers: Mapping[str, Given], answered: Question) -> Continuation:
    """What follows from the answer to this question."""
    stray = astray(survey, answers)
    kept = {name: given for name, given in answers.items() if name not in stray}
    declined = is_declined(survey, kept)
    following = None if declined else next_question(survey, kept, answered.id)
    return Continuation(
        following=None if following is None else as_asked(survey, kept, following),
        astray=tuple(stray),
        is_declined=declined,
        is_low=is_low(answered, answers[answered.id]),
    )


def as_asked(survey: Survey, answers: Mapping[str, Given], question: Question) -> AskedQuestion:
    """A question with its place among those that are asked."""
    has_back = question_before(survey, answers, question) is not None
    return AskedQuestion(question, progress(survey, answers, question), has_back)


def next_question(survey: Survey, answers: Mapping[str, Given], after: str | None) -> Question | None:
    """The first question behind `after` (from the start if None) whose condition holds; None at the end.

    A comment that was given before it was asked for is not asked for.
    """
    asked = survey.asked
    begin = 0 if after is None else [question.id for question in asked].index(after) + 1
    open_ones = (each for each in asked[begin:] if answers.get(each.id, SKIPPED).text is None)
    return next((each for each in open_ones if _holds(each.when, answers)), None)


def question_before(survey: Survey, answers: Mapping[str, Given], question: Question) -> Question | None:
    """The last question before this one that was answered and that the answers still lead to."""
    names = [each.id for each in survey.asked]
    earlier = survey.asked[: names.index(question.id)]
    asked = (each for each in reversed(earlier) if each.id in answers and _holds(each.when, answers))
    return next((each for each in asked if not KINDS[each.kind].asked_first), None)


def astray(survey: Survey, answers: Mapping[str, Given]) -> list[str]:
    """The answered questions that the answers do not lead to any more, since an earlier one was changed."""
    return [each.id for each in survey.asked if each.id in answers and not _holds(each.when, answers)]


def may_be_asked(question: Question, answers: Mapping[str, Given]) -> bool:
    """Whether the answers lead to this question, or may still come to lead to it."""
    when = question.when
    return when is None or when.question not in answers or _holds(when, answers)


def is_declined(survey: Survey, answers: Mapping[str, Given]) -> bool:
    """Whether the customer was asked for consent and said no."""
    first = survey.questions[0]
    return KINDS[first.kind].asked_first and answers.get(first.id, SKIPPED).number == 0


def _holds(when: Condition | None, answers: Mapping[str, Given]) -> bool:
    if when is None:
        return True
    given = answers.get(when.question, SKIPPED)
    if when.chosen is not None and when.chosen not in (given.choices or ()):
        return False
    if when.at_most is not None and (given.number is None or given.number > when.at_most):
        return False
    return when.at_least is None or (given.number is not None and given.number >= when.at_least)


def progress(survey: Survey, answers: Mapping[str, Given], question: Question) -> tuple[int, int] | None:
    """Which question this is, of how many at most; None where that says nothing.

    Questions that earlier answers rule out are not counted, and neither is the one for consent.
    """
    counted = [
        each.id
        for each in survey.asked
        if not KINDS[each.kind].asked_first and (each.id == question.id or may_be_asked(each, answers))
    ]
    if len(counted) < 2 or question.id not in counted:
        return None
    return counted.index(question.id) + 1, len(counted)


def is_low(question: Question, given: Given) -> bool:
    """Whether an answer is as low as the question's alert."""
    low = question.alert_at_most
    return low is not None and given.number is not None and given.number <= low


def is_unresolved(survey: Survey, answers: Mapping[str, Given]) -> bool:
    """Whether the customer says, after a case was settled, that it is not."""
    return survey.follow_up and any(
        is_low(question, answers[question.id]) for question in survey.asked if question.id in answers
    )


def is_grievance(confidence: float | None, given: Sequence[tuple[Question, int]]) -> bool:
    """Return whether a comment that reads as a complaint is one, by the numbers that were given before it."""
    is_best = bool(given) and all(number >= _best(question) for question, number in given)
    return not is_best or (confidence or 0.0) >= LEAST_BELOW_BEST


def _best(question: Question) -> int:
    """The top step; on a scale of more than ten steps also the one below it, as for promoters."""
    return question.scale[-1] - (1 if len(question.scale) > 10 else 0)


def scores(
    questions: Mapping[str, Question], numbers: Mapping[str, int | None]
) -> list[tuple[Question, int]]:
    """Return the questions whose numbers count, and what was given."""
    given = ((questions.get(name), number) for name, number in numbers.items())
    return [
        (question, number)
        for question, number in given
        if question is not None and number is not None and KINDS[question.kind].is_counted
    ]
