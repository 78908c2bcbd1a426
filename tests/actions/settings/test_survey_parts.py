"""A survey whose pairs are asked apart."""

from dataclasses import replace

import pytest

from actions.settings.house import House
from actions.settings.survey_definition import Survey
from actions.settings.survey_parts import AskedWhole, part_after, part_before
from nlu.contract.labels import Language
from store.models.question_kinds import Kind


@pytest.fixture
def whole(house: House) -> Survey:
    return house.surveys["servqual"]


@pytest.mark.parametrize("number", range(1, 5))
def test_same_items_are_asked_before_and_after(whole: Survey, number: int) -> None:
    before = [each.id for each in part_before(whole).for_invitation(number).questions]
    after = [each.id for each in part_after(whole, number).for_invitation(77).questions]
    assert before[0] == "consent"
    assert len(after) == 5
    assert [name.replace("_expected", "_perceived") for name in before[1:]] == after


def test_items_that_the_whole_asks_in_turn_are_all_asked_after(whole: Survey) -> None:
    apart = whole.apart
    assert apart is not None
    several = replace(whole, items_asked=1, apart=replace(apart, items_asked=2))
    before = part_before(several).for_invitation(1).questions
    assert len(part_after(several, 1).for_invitation(77).questions) == len(before) - 1 == 10


def test_all_items_take_turns(whole: Survey) -> None:
    asked = {each.id for number in range(2) for each in part_after(whole, number).questions}
    assert asked == {each.halves[1].id for each in whole.questions if each.kind is Kind.SERVQUAL}


def test_parts_have_own_words_and_versions(whole: Survey) -> None:
    before, after = part_before(whole), part_after(whole, 1)
    assert before.questions[1].text[Language.EN] == "I expect what is promised to be done on time."
    assert whole.by_id["on_time_expected"].text[Language.EN].startswith("Before the service, I expected")
    assert len({whole.digest, before.digest, after.digest, part_after(whole, 2).digest}) == 4
    assert part_after(whole, 3).digest == after.digest
    assert {whole.key, before.key, after.key} == {"servqual"}
    assert before.introduction != after.introduction != whole.introduction


def test_part_comes_back_from_json(whole: Survey) -> None:
    for part in (part_before(whole), part_after(whole, 1)):
        assert Survey.from_dict(part.to_dict()) == part


def test_survey_without_parts_is_refused(house: House) -> None:
    with pytest.raises(AskedWhole):
        part_before(house.surveys["post_service"])
