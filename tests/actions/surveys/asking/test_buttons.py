"""Keyboards fit Telegram and a phone; their data is compact, and what we did not write is recognised."""

from dataclasses import replace

import pytest

from actions.settings.house import House
from actions.settings.survey_questions import Look, Option, Question
from actions.surveys.asking.buttons import Press, interpret, keyboard, read, write
from actions.surveys.asking.moves import SKIPPED, Done, Given, Move, Tick
from actions.turn.incoming import Forged
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import AGREEMENT, OPTIONS, labels, question, reader, values

LONGEST = Press(2**63 - 1, "q" * 20, f"+{'o' * 20}")


def test_data_comes_back_as_it_was_written() -> None:
    press = Press(17, "satisfaction", "5")
    assert write(press) == "s:17:satisfaction:5"
    assert read(write(press)) == press


def test_longest_data_fits_into_a_button() -> None:
    assert len(write(LONGEST).encode()) == 64
    assert read(write(LONGEST)) == LONGEST


@pytest.mark.parametrize(
    "data",
    ["s:", "s::a:1", "s:x:a:1", "s:-1:a:1", "s:1.5:a:1", "s:²:a:1", "s:１:a:1", f"s:{2**63}:a:1", "s: 1:a:1"],
)
def test_data_without_an_invitation_is_forged(data: str) -> None:
    with pytest.raises(Forged):
        read(data)


@pytest.mark.parametrize(
    ("kind", "value", "move"),
    [
        (Kind.RATING, "1", Given(number=1)),
        (Kind.RATING, "5", Given(number=5)),
        (Kind.NPS, "0", Given(number=0)),
        (Kind.NPS, "10", Given(number=10)),
        (Kind.CES, "7", Given(number=7)),
        (Kind.YES_NO, "0", Given(number=0)),
        (Kind.SINGLE, "price", Given(choices=("price",))),
        (Kind.MULTIPLE, "+price", Tick("price", chosen=True)),
        (Kind.MULTIPLE, "-price", Tick("price", chosen=False)),
        (Kind.MULTIPLE, "!done", Done()),
    ],
)
def test_value_is_read_by_the_kind_of_question(house: House, kind: Kind, value: str, move: Move) -> None:
    assert interpret(question(kind), value, reader(house)) == move


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.RATING, "0"),
        (Kind.RATING, "6"),
        (Kind.RATING, "05"),
        (Kind.RATING, "+5"),
        (Kind.RATING, ""),
        (Kind.RATING, "!done"),
        (Kind.RATING, "!skip"),
        (Kind.NPS, "11"),
        (Kind.SINGLE, "speed"),
        (Kind.SINGLE, "1"),
        (Kind.MULTIPLE, "price"),
        (Kind.MULTIPLE, "+speed"),
        (Kind.MULTIPLE, "!skip"),
        (Kind.TEXT, "anything"),
    ],
)
def test_value_without_a_button_is_forged(house: House, kind: Kind, value: str) -> None:
    with pytest.raises(Forged):
        interpret(question(kind), value, reader(house))


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.RATING, Kind.MULTIPLE])
def test_optional_question_can_be_skipped(house: House, kind: Kind) -> None:
    assert interpret(question(kind, optional=True), "!skip", reader(house)) == SKIPPED


def test_rating_is_one_row_of_five(house: House) -> None:
    buttons = keyboard(9, question(look=Look.FACES), reader(house, Language.ZH))
    assert labels(buttons) == [["1 😞", "2 🙁", "3 😐", "4 🙂", "5 😄"]]
    assert [button.data for button in buttons[0]] == [f"s:9:score:{step}" for step in range(1, 6)]


def test_word_of_mouth_takes_two_rows(house: House) -> None:
    buttons = keyboard(1, question(Kind.NPS), reader(house, Language.EN))
    assert labels(buttons) == [["0", "1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"]]


def test_effort_is_one_row_of_seven(house: House) -> None:
    assert [len(row) for row in keyboard(1, question(Kind.CES), reader(house, Language.EN))] == [7]


def test_yes_stands_before_no(house: House) -> None:
    buttons = keyboard(1, question(Kind.YES_NO), reader(house, Language.EN))
    assert (labels(buttons), values(buttons)) == ([["Yes", "No"]], [["1", "0"]])


def test_single_choice_has_its_options(house: House) -> None:
    buttons = keyboard(1, question(Kind.SINGLE), reader(house, Language.EN))
    assert labels(buttons) == [["Waiting time", "Price"], ["Something else"]]
    assert values(buttons) == [["waiting", "price"], ["other"]]


def test_long_options_have_a_row_each(house: House) -> None:
    long = Option("long", {Language.ZH: "工作人员没有把情况说清楚", Language.EN: "Short"})
    asked = replace(question(Kind.SINGLE), options=(*OPTIONS, long))
    assert [len(row) for row in keyboard(1, asked, reader(house, Language.ZH))] == [1, 1, 1, 1]
    assert [len(row) for row in keyboard(1, asked, reader(house, Language.EN))] == [2, 2]


def test_multiple_choice_shows_what_is_ticked_and_ends_with_done(house: House) -> None:
    buttons = keyboard(1, question(Kind.MULTIPLE), reader(house, Language.ZH), Given(choices=("price",)))
    assert labels(buttons) == [["等太久", "✓ 价格"], ["其他"], ["选好了"]]
    assert values(buttons) == [["+waiting", "-price"], ["+other"], ["!done"]]


def test_steps_in_words_have_a_row_each(house: House) -> None:
    asked = question(look=Look.WORDS, words=AGREEMENT)
    buttons = keyboard(1, asked, reader(house, Language.EN))
    assert labels(buttons) == [[word] for word in AGREEMENT[Language.EN]]
    assert values(buttons) == [["1"], ["2"], ["3"], ["4"], ["5"]]


def test_item_of_a_construct_may_not_apply(house: House) -> None:
    asked = question(Kind.RATING, optional=True)
    safety = {Language.ZH: "安全", Language.EN: "Safety"}
    for item, way in (
        (asked, "Skip"),
        (replace(asked, dimension="empathy"), "Does not apply"),
        (replace(asked, construct=safety), "Does not apply"),
    ):
        assert labels(keyboard(1, item, reader(house, Language.EN)))[-1] == [way]


def test_text_can_only_be_skipped(house: House) -> None:
    skippable = keyboard(1, question(Kind.TEXT, optional=True), reader(house, Language.EN))
    assert (labels(skippable), values(skippable)) == ([["Skip"]], [["!skip"]])
    assert keyboard(1, question(Kind.TEXT), reader(house, Language.EN)) == ()


@pytest.mark.parametrize("language", list(Language))
def test_shipped_surveys_fit_telegram(house: House, language: Language) -> None:
    def fits(asked: Question) -> bool:
        rows = keyboard(2**63 - 1, asked, reader(house, language))
        buttons = [button for row in rows for button in row]
        return (
            all(1 <= len(button.data.encode()) <= 64 and button.text for button in buttons)
            and all(len(row) <= 8 for row in rows)
            and len(buttons) <= 100
        )

    assert all(fits(asked) for survey in house.surveys.values() for asked in survey.asked)
