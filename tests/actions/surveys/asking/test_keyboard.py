"""Keyboards can be read on a phone, and fit Telegram."""

from dataclasses import replace

import pytest

from actions.settings.house import House
from actions.settings.survey_questions import Kind, Look, Option, Question
from actions.surveys.asking.branching import Given
from actions.surveys.asking.keyboard import keyboard
from nlu.contract.labels import Language
from tests.actions.surveys.samples import AGREEMENT, OPTIONS, labels, question, values


def test_rating_is_one_row_of_five(house: House) -> None:
    buttons = keyboard(9, question(look=Look.FACES), Language.ZH, house.replies)
    assert labels(buttons) == [["1 😞", "2 🙁", "3 😐", "4 🙂", "5 😄"]]
    assert [button.data for button in buttons[0]] == [f"s:9:score:{step}" for step in range(1, 6)]


def test_word_of_mouth_takes_two_rows(house: House) -> None:
    buttons = keyboard(1, question(Kind.NPS), Language.EN, house.replies)
    assert labels(buttons) == [["0", "1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"]]


def test_effort_is_one_row_of_seven(house: House) -> None:
    assert [len(row) for row in keyboard(1, question(Kind.CES), Language.EN, house.replies)] == [7]


def test_yes_stands_before_no(house: House) -> None:
    buttons = keyboard(1, question(Kind.YES_NO), Language.EN, house.replies)
    assert (labels(buttons), values(buttons)) == ([["Yes", "No"]], [["1", "0"]])


def test_single_choice_has_its_options(house: House) -> None:
    buttons = keyboard(1, question(Kind.SINGLE), Language.EN, house.replies)
    assert labels(buttons) == [["Waiting time", "Price"], ["Something else"]]
    assert values(buttons) == [["waiting", "price"], ["other"]]


def test_long_options_have_a_row_each(house: House) -> None:
    long = Option("long", {Language.ZH: "工作人员没有把情况说清楚", Language.EN: "Short"})
    asked = replace(question(Kind.SINGLE), options=(*OPTIONS, long))
    assert [len(row) for row in keyboard(1, asked, Language.ZH, house.replies)] == [1, 1, 1, 1]
    assert [len(row) for row in keyboard(1, asked, Language.EN, house.replies)] == [2, 2]


def test_multiple_choice_shows_what_is_ticked_and_ends_with_done(house: House) -> None:
    buttons = keyboard(1, question(Kind.MULTIPLE), Language.ZH, house.replies, Given(choices=("price",)))
    assert labels(buttons) == [["等太久", "✓ 价格"], ["其他"], ["选好了"]]
    assert values(buttons) == [["+waiting", "-price"], ["+other"], ["!done"]]


def test_steps_in_words_have_a_row_each(house: House) -> None:
    asked = question(look=Look.WORDS, words=AGREEMENT)
    buttons = keyboard(1, asked, Language.EN, house.replies)
    assert labels(buttons) == [[word] for word in AGREEMENT[Language.EN]]
    assert values(buttons) == [["1"], ["2"], ["3"], ["4"], ["5"]]


def test_text_can_only_be_skipped(house: House) -> None:
    skippable = keyboard(1, question(Kind.TEXT, optional=True), Language.EN, house.replies)
    assert (labels(skippable), values(skippable)) == ([["Skip"]], [["!skip"]])
    assert keyboard(1, question(Kind.TEXT), Language.EN, house.replies) == ()


@pytest.mark.parametrize("language", list(Language))
def test_shipped_surveys_fit_telegram(house: House, language: Language) -> None:
    def fits(asked: Question) -> bool:
        rows = keyboard(2**63 - 1, asked, language, house.replies)
        buttons = [button for row in rows for button in row]
        return (
            all(1 <= len(button.data.encode()) <= 64 and button.text for button in buttons)
            and all(len(row) <= 8 for row in rows)
            and len(buttons) <= 100
        )

    assert all(fits(asked) for survey in house.surveys.values() for asked in survey.asked)
