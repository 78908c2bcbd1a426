"""The surveys that Huifang ships with are what their names say."""

from collections import Counter

import pytest

from actions.settings.house import House
from nlu.contract.labels import Language
from store.models.question_kinds import Kind

FIVE = ("reliability", "responsiveness", "assurance", "empathy", "tangibles")


def kinds(house: House, key: str) -> list[Kind]:
    return [question.kind for question in house.surveys[key].questions]


def test_there_are_seven(house: House) -> None:
    assert list(house.surveys) == [
        "case_settled",
        "effort",
        "experience",
        "post_service",
        "recommendation",
        "servperf",
        "servqual",
    ]


@pytest.mark.parametrize(
    ("key", "first", "alert"),
    [
        ("post_service", Kind.RATING, 2),
        ("effort", Kind.CES, 2),
        ("experience", Kind.RATING, 2),
        ("recommendation", Kind.NPS, 3),
        ("case_settled", Kind.YES_NO, 0),
    ],
)
def test_score_comes_first_and_alerts_where_it_is_low(
    house: House, key: str, first: Kind, alert: int
) -> None:
    question = house.surveys[key].questions[0]
    assert (question.kind, question.alert_at_most) == (first, alert)


def test_short_surveys_ask_two_questions_and_an_optional_comment_at_most(house: House) -> None:
    for key in ("post_service", "effort", "experience", "recommendation", "case_settled"):
        required = [question for question in house.surveys[key].questions if not question.optional]
        assert (key, len(required) <= 2) == (key, True)


def test_before_and_after_a_remedy_are_asked_under_one_id(house: House) -> None:
    before, after = (house.surveys[key].question("satisfaction") for key in ("post_service", "case_settled"))
    assert before is not None
    assert after is not None
    assert (before.kind, before.look) == (after.kind, after.look)
    assert house.surveys["case_settled"].follow_up


def test_only_word_of_mouth_has_its_own_cooldown(house: House) -> None:
    assert [key for key, survey in house.surveys.items() if survey.is_nps] == ["recommendation"]


@pytest.mark.parametrize("number", [1, 2, 7])
def test_servperf_asks_one_item_a_dimension(house: House, number: int) -> None:
    asked = house.surveys["servperf"].for_invitation(number)
    assert tuple(question.dimension for question in asked.questions) == FIVE
    assert [question.kind for question in asked.questions] == [Kind.RATING] * 5
    assert kinds(house, "servperf") == [Kind.RATING] * 10


def test_experience_asks_one_pair_of_items_in_rotation(house: House) -> None:
    survey = house.surveys["experience"]
    pairs = [
        ("process", "result"),
        ("safety", "fitness"),
        ("effectiveness", "economy"),
        ("source", "met"),
    ]
    asked = Counter(
        tuple(question.id for question in survey.for_invitation(number).questions) for number in range(100)
    )
    assert asked == {("satisfaction", *pair, "comment"): 25 for pair in pairs}


def test_sources_of_expectations_are_the_four_of_the_theory(house: House) -> None:
    question = house.surveys["experience"].question("source")
    assert question is not None
    assert [option.id for option in question.options] == [
        "communication",
        "image",
        "word_of_mouth",
        "needs",
        "other",
    ]
    assert question.turns


def test_items_have_one_thought_and_may_not_apply(house: House) -> None:
    items = [each for each in house.surveys["experience"].questions if each.construct is not None]
    assert len(items) == 8
    for item in items:
        assert item.optional
        assert " and " not in item.text[Language.EN]
        assert {"、", "和", "并"} & set(item.text[Language.ZH]) == set()


def test_servqual_asks_for_consent_and_then_ten_pairs(house: House) -> None:
    survey = house.surveys["servqual"]
    assert kinds(house, "servqual") == [Kind.CONSENT] + [Kind.SERVQUAL] * 10
    assert [question.dimension for question in survey.questions[1:]] == [
        name for name in FIVE for _ in range(2)
    ]
    assert (tuple(survey.weights), sum(survey.weights.values())) == (FIVE, 100)
    assert [question.id for question in survey.asked[1:3]] == ["on_time_expected", "on_time_perceived"]


@pytest.mark.parametrize("language", list(Language))
def test_no_text_is_too_long_for_a_phone(house: House, language: Language) -> None:
    longest = max(len(each.text[language]) for survey in house.surveys.values() for each in survey.asked)
    assert longest <= 180
