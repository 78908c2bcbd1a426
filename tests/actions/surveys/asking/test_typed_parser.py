"""What is typed is an answer only where it cannot be anything else."""

import pytest

from actions.settings.house import House
from actions.settings.survey_questions import Look
from actions.surveys.asking.forms import form_of
from actions.surveys.asking.moves import SKIPPED, Done, Given, GoBack
from actions.surveys.asking.typed_parser import read_answer
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import AGREEMENT, question, reader


def number(house: House, kind: Kind, text: str) -> int | None:
    given = read_answer(question(kind), text, reader(house))
    return given.number if isinstance(given, Given) else None


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.RATING, "5", 5),
        (Kind.RATING, " ５ 。", 5),
        (Kind.RATING, "五星", 5),
        (Kind.RATING, "4颗星", 4),
        (Kind.RATING, "3 stars", 3),
        (Kind.RATING, "⭐⭐⭐⭐", 4),
        (Kind.RATING, "⭐️⭐️", 2),
        (Kind.RATING, "两分", 2),
        (Kind.RATING, "4/5", 4),
        (Kind.RATING, "满分", 5),
        (Kind.RATING, "非常满意", 5),
        (Kind.RATING, "非常滿意！", 5),
        (Kind.RATING, "满意", 4),
        (Kind.RATING, "Very satisfied.", 5),
        (Kind.RATING, "very dissatisfied", 1),
        (Kind.NPS, "9分", 9),
        (Kind.NPS, "十分", 10),
        (Kind.NPS, "0", 0),
        (Kind.NPS, "7/10", 7),
        (Kind.NPS, "7 out of 10", 7),
        (Kind.CES, "6 points", 6),
        (Kind.YES_NO, "解决了", 1),
        (Kind.YES_NO, "還沒解決", 0),
        (Kind.YES_NO, "没有", 0),
        (Kind.YES_NO, "Yes", 1),
        (Kind.CONSENT, "好的", 1),
        (Kind.CONSENT, "no thanks", 0),
        (Kind.RATING, "3️⃣", 3),
        (Kind.RATING, "②", 2),
        (Kind.NPS, "🔟", 10),
        (Kind.RATING, "叁分", 3),
        (Kind.RATING, "four", 4),
        (Kind.RATING, "two stars", 2),
        (Kind.RATING, "三星级", 3),
        (Kind.RATING, "我就给个3分吧", 3),
        (Kind.RATING, "必须五星好评😄", 5),
        (Kind.RATING, "I'd say a 3", 3),
        (Kind.NPS, "an 8 from me", 8),
        (Kind.NPS, "my score is 6", 6),
        (Kind.CES, "给满分", 7),
        (Kind.RATING, "5分滿分", 5),
        (Kind.RATING, "不是很滿意", 2),
        (Kind.YES_NO, "嗯嗯", 1),
        (Kind.YES_NO, "not yet", 0),
    ],
)
def test_unmistakable_answer_is_read(house: House, kind: Kind, text: str, expected: int | None) -> None:
    assert number(house, kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.RATING, "6"),
        (Kind.RATING, "0"),
        (Kind.RATING, "9分"),
        (Kind.RATING, "7/10"),
        (Kind.RATING, "4-5"),
        (Kind.RATING, "3.5"),
        (Kind.RATING, "三点五"),
        (Kind.RATING, "四分半"),
        (Kind.RATING, "2到3分之间吧"),
        (Kind.RATING, "100分"),
        (Kind.NPS, "五星"),
        (Kind.NPS, "⭐⭐⭐"),
        (Kind.NPS, "11"),
        (Kind.NPS, "4/5"),
        (Kind.NPS, "7 or 8"),
        (Kind.RATING, "跳过"),
    ],
)
def test_number_that_is_no_step_is_told_the_scale(house: House, kind: Kind, text: str) -> None:
    asked, audience = question(kind), reader(house)
    assert read_answer(asked, text, audience) == form_of(asked).hint(asked, audience)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.RATING, "5 people were rude"),
        (Kind.RATING, "等了5分钟"),
        (Kind.RATING, "5号店几点开门"),
        (Kind.RATING, "不是非常满意"),
        (Kind.RATING, "差"),
        (Kind.RATING, "好"),
        (Kind.RATING, "👍"),
        (Kind.RATING, "+86 5"),
        (Kind.RATING, "20260401"),
        (Kind.RATING, ""),
        (Kind.NPS, "非常满意"),
        (Kind.YES_NO, "1"),
        (Kind.YES_NO, "no idea"),
        (Kind.TEXT, "5"),
        (Kind.RATING, "5" * 61),
    ],
)
def test_text_that_could_mean_something_else_is_none(house: House, kind: Kind, text: str) -> None:
    assert read_answer(question(kind), text, reader(house)) is None


def test_words_of_the_question_itself_are_read_in_both_languages(house: House) -> None:
    asked = question(look=Look.WORDS, words=AGREEMENT)
    answers = [
        read_answer(asked, text, reader(house)) for text in ("很同意", "strongly disagree", "4", "满意")
    ]
    assert answers == [Given(number=5), Given(number=1), Given(number=4), None]


@pytest.mark.parametrize(
    ("kind", "text", "choices"),
    [
        (Kind.SINGLE, "价格", ("price",)),
        (Kind.SINGLE, "Waiting time", ("waiting",)),
        (Kind.SINGLE, "价格、等太久", None),
        (Kind.MULTIPLE, "价格、等太久", ("waiting", "price")),
        (Kind.MULTIPLE, "price and waiting time", ("waiting", "price")),
        (Kind.MULTIPLE, "价格、态度", None),
    ],
)
def test_options_are_read_by_their_names(
    house: House, kind: Kind, text: str, choices: tuple[str, ...] | None
) -> None:
    given = read_answer(question(kind), text, reader(house))
    assert given == (None if choices is None else Given(choices=choices))


def test_only_what_is_optional_can_be_skipped(house: House) -> None:
    assert read_answer(question(Kind.TEXT, optional=True), "跳过", reader(house)) == SKIPPED
    assert read_answer(question(Kind.TEXT), "skip", reader(house)) is None


@pytest.mark.parametrize("text", ["没有了", "Nothing else.", "無"])
def test_nothing_to_add_skips_a_comment(house: House, text: str) -> None:
    assert read_answer(question(Kind.TEXT, optional=True), text, reader(house)) == SKIPPED


@pytest.mark.parametrize("text", ["选好了", "選好了。", "that’s all", "Done!"])
def test_enough_options_are_chosen(house: House, text: str) -> None:
    assert read_answer(question(Kind.MULTIPLE), text, reader(house)) == Done()
    assert read_answer(question(Kind.SINGLE), text, reader(house)) is None


@pytest.mark.parametrize("text", ["上一题", "返回", "go back"])
def test_way_back_is_read_at_every_question(house: House, text: str) -> None:
    given = [read_answer(question(kind), text, reader(house)) for kind in (Kind.RATING, Kind.TEXT)]
    assert given == [GoBack(), GoBack()]
