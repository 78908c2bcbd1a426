"""Facts of the business in answers."""

from dataclasses import replace
from datetime import date

import pytest

from actions.answers.fillable_facts import Fact
from actions.answers.filling import (
    FILLED,
    BusinessFacts,
    FactMissing,
    fill,
    says_more_than_hours,
    tells_hours,
)
from actions.settings.business import Business, Premises
from actions.settings.house import House
from actions.settings.replies import Audience
from nlu.contract.labels import Language

MONDAY = date(2026, 11, 30)
HOUSE = Premises({Language.ZH: "示例路 1 号", Language.EN: "1 Example Road"}, "021-5550 0001")
STATION = Premises({Language.ZH: "车站路 2 号"})


@pytest.fixture
def facts(house: House) -> BusinessFacts:
    business = Business(HOUSE, {"Station": STATION})
    reader = Audience(house.replies, Language.EN, lambda: MONDAY)
    return BusinessFacts(house.calendar, business, reader, MONDAY, promised="18:00 today")


def test_every_fact_can_be_filled_in() -> None:
    assert set(FILLED) == set(Fact)


def test_facts_take_the_place_of_their_names(facts: BusinessFacts) -> None:
    text = "We are at {address}, {phone}; open {hours_today} today. A colleague answers by {promised}."
    assert fill(text, facts) == (
        "We are at 1 Example Road, 021-5550 0001; open 09:00–18:00 today. A colleague answers by 18:00 today."
    )


def test_braces_that_are_written_twice_stay(facts: BusinessFacts) -> None:
    assert fill("Write {{name}} on it.", facts) == "Write {name} on it."


def test_address_of_the_outlet_is_not_translated(facts: BusinessFacts) -> None:
    assert fill("{address}", replace(facts, outlet="Station")) == "车站路 2 号"


@pytest.mark.parametrize(("outlet", "text"), [("Station", "{phone}"), ("Harbour", "{address}")])
def test_answer_without_its_fact_is_not_given(facts: BusinessFacts, outlet: str, text: str) -> None:
    with pytest.raises(FactMissing) as missing:
        fill(text, replace(facts, outlet=outlet))
    assert f"{{{missing.value.fact}}}" == text


def test_answer_that_tells_hours_can_tell_those_of_another_day() -> None:
    assert [tells_hours(text) for text in ("{hours_week}", "At {address}: {hours_today}", "{phone}")] == [
        True,
        True,
        False,
    ]


def test_words_that_only_introduce_hours_say_no_more() -> None:
    texts = (
        "今天的营业时间：{hours_today}。\n本周：\n{hours_week}",
        "Today: {hours_today}.",
        "取件短信里有驿站的地址。网点本周营业时间：\n{hours_week}",
    )
    assert [says_more_than_hours(text) for text in texts] == [False, False, True]
