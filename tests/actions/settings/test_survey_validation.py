"""Questions must fit together."""

from dataclasses import replace

import pytest

from actions.settings.survey_questions import Condition, Look, Question
from actions.settings.survey_validation import Mistake, inconsistencies
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import AGREEMENT, OPTIONS, pair, question


def mistakes(*questions: Question) -> list[Mistake]:
    return list(inconsistencies(questions))


def after(condition: Condition) -> list[Mistake]:
    """What is wrong with a second question that is asked on this condition."""
    return mistakes(
        question(Kind.SINGLE, "why"), question(name="score"), question(Kind.TEXT, "comment", when=condition)
    )


def test_fitting_questions_have_no_mistakes() -> None:
    assert after(Condition("score", at_most=3, at_least=2)) == []
    assert after(Condition("why", chosen="price")) == []


def test_survey_without_questions_is_a_mistake() -> None:
    expected = "expected at least one question, the first without a condition"
    assert mistakes() == [(("questions",), expected)]
    assert (("questions",), expected) in mistakes(question(when=Condition("score", at_most=1)))


def test_ids_must_differ() -> None:
    assert mistakes(question(), question()) == [
        (("questions", 1, "id"), "expected an id of its own; 'score' is taken")
    ]


def test_options_must_differ() -> None:
    twice = replace(question(Kind.SINGLE), options=(*OPTIONS, OPTIONS[0]))
    assert mistakes(twice) == [
        (("questions", 0, "options", 3, "id"), "expected an id of its own; 'waiting' is taken")
    ]


def test_choice_needs_options() -> None:
    assert mistakes(replace(question(Kind.MULTIPLE), options=OPTIONS[:1])) == [
        (("questions", 0, "options"), "expected at least two options for a question of kind multiple")
    ]


def test_scale_has_no_options() -> None:
    assert mistakes(replace(question(), options=OPTIONS)) == [
        (("questions", 0, "options"), "expected no options for a question of kind rating")
    ]


def test_only_a_rating_has_a_look() -> None:
    assert mistakes(question(Kind.NPS, look=Look.STARS)) == [
        (("questions", 0, "look"), "expected numbers; only a rating has another look")
    ]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Kind.RATING, "expected a number from 1 to 5, as score is answered"),
        (Kind.TEXT, "expected nothing: a question of kind text is not answered by a number"),
    ],
)
def test_alert_lies_on_the_scale(kind: Kind, expected: str) -> None:
    assert mistakes(question(kind, alert_at_most=7)) == [(("questions", 0, "alert_at_most"), expected)]


@pytest.mark.parametrize(
    ("condition", "field", "expected"),
    [
        (Condition("comment", at_most=1), ("question",), "expected an earlier question: why, score"),
        (Condition("score"), (), "expected at_most, at_least or chosen"),
        (
            Condition("score", at_least=6),
            ("at_least",),
            "expected a number from 1 to 5, as score is answered",
        ),
        (
            Condition("why", at_most=1),
            ("at_most",),
            "expected nothing: a question of kind single is not answered by a number",
        ),
        (
            Condition("why", chosen="speed"),
            ("chosen",),
            "expected an option of why: waiting, price, other",
        ),
        (Condition("score", chosen="speed"), ("chosen",), "expected an option of score: it has none"),
    ],
)
def test_condition_fits_an_earlier_question(
    condition: Condition, field: tuple[str, ...], expected: str
) -> None:
    assert after(condition) == [(("questions", 2, "when", *field), expected)]


def test_pair_takes_the_ids_of_both_halves() -> None:
    assert mistakes(question(name="on_time_expected"), pair("on_time")) == [
        (("questions", 1, "id"), "expected an id of its own; 'on_time_expected' is taken")
    ]


def test_condition_on_a_pair_names_one_half() -> None:
    after_pair = question(Kind.TEXT, "comment", when=Condition("on_time", at_most=2))
    assert mistakes(pair("on_time"), after_pair) == [
        (
            ("questions", 1, "when", "question"),
            "expected one answer: on_time_expected or on_time_perceived",
        )
    ]


def test_consent_comes_first() -> None:
    assert mistakes(question(), question(Kind.CONSENT, "consent")) == [
        (("questions", 1, "kind"), "expected another kind; consent can only be asked first")
    ]


def test_words_go_with_their_look() -> None:
    assert mistakes(question(look=Look.WORDS, words=AGREEMENT)) == []
    assert mistakes(question(look=Look.WORDS)) == [
        (("questions", 0, "look"), "expected a list of words beside it, from the lowest step to the highest")
    ]
    assert mistakes(question(words=AGREEMENT)) == [
        (("questions", 0, "words"), "expected nothing of this name without the look words")
    ]


def test_every_step_has_a_word_in_every_language() -> None:
    few = {**AGREEMENT, Language.EN: ("Disagree", "Agree")}
    assert mistakes(question(look=Look.WORDS, words=few)) == [
        (("questions", 0, "words", "en"), "expected 5 words, none of them empty")
    ]
