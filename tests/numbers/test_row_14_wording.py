"""Row 14: items have one thought each, scales are balanced, and nothing leads the customer."""

from collections import Counter

import pytest

from actions.settings.house import House
from actions.settings.survey_definition import Survey
from actions.settings.survey_questions import Look
from nlu.contract.labels import Language

LEADING = {Language.ZH: ("抱歉", "遗憾", "没能"), Language.EN: ("sorry", "fell short", "unfortunately")}
OPPOSITES = {
    ("非常不满意", "非常满意"),
    ("very dissatisfied", "very satisfied"),
    ("完全不可能", "极有可能"),
    ("not at all likely", "extremely likely"),
    ("非常费劲", "非常省力"),
    ("very hard", "very easy"),
}
READERS = {Language.ZH: "管理人员查看", Language.EN: "managers read the answers"}


def test_items_of_servperf_are_single_barrelled_and_two_a_dimension(house: House) -> None:
    items = [question for question in house.surveys["servperf"].questions if question.dimension]
    assert Counter(item.dimension for item in items) == dict.fromkeys(house.surveys["servperf"].dimensions, 2)
    for item in items:
        assert " and " not in item.text[Language.EN]
        assert {"、", "，", "和", "并"} & set(item.text[Language.ZH]) == set()
        assert (item.look, item.optional) == (Look.WORDS, True)


def test_each_invitation_asks_five_items_and_all_take_turns(house: House) -> None:
    survey = house.surveys["servperf"]
    asked: Counter[str] = Counter()
    for number in range(100):
        questions = survey.for_invitation(number).questions
        assert [question.dimension for question in questions] == list(survey.dimensions)
        asked.update(question.id for question in questions)
    assert asked == {question.id: 50 for question in survey.questions}


def test_options_take_turns_and_the_other_one_stays_last(house: House) -> None:
    question = house.surveys["post_service"].question("reasons")
    assert question is not None
    orders = [[option.id for option in question.for_invitation(number).options] for number in range(60)]
    assert Counter(order[0] for order in orders) == {
        option.id: 10 for option in question.options if option.id != "other"
    }
    assert {order[-1] for order in orders} == {"other"}


def test_one_of_five_satisfied_customers_is_asked_for_reasons(house: House) -> None:
    survey = house.surveys["post_service"]
    free = [number for number in range(1, 11) if _reasons(survey, number) is None]
    assert free == [5, 10]


def _reasons(survey: Survey, number: int) -> object:
    question = survey.for_invitation(number).question("reasons")
    assert question is not None
    return question.when


@pytest.mark.parametrize("language", Language)
def test_ends_of_scales_are_opposites(house: House, language: Language) -> None:
    ends = {
        tuple(
            part.strip("（）() 0123456789")
            for part in text[text.rindex(opening) :].replace("，", ",").split(",")
        )
        for survey in house.surveys.values()
        for question in survey.questions
        for text in [question.text[language]]
        for opening in ("（", "(")
        if opening in text
    }
    assert ends <= OPPOSITES
    assert len(ends) == 3


@pytest.mark.parametrize("language", Language)
def test_nothing_leads_and_readers_are_named(house: House, language: Language) -> None:
    for survey in house.surveys.values():
        for question in survey.asked:
            assert [word for word in LEADING[language] if word in question.text[language]] == []
        assert survey.introduction is not None
        assert READERS[language] in survey.introduction[language]
