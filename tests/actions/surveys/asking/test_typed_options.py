"""Options are told by their texts, by words that only one has, or by their numbers."""

from dataclasses import replace

import pytest

from actions.settings.survey_questions import Option
from actions.surveys.asking.typed_options import read_options
from actions.surveys.asking.typed_text import plain
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import OPTIONS, question


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("等太久", ("waiting",)),
        ("主要是等太久了", ("waiting",)),
        ("太久", ("waiting",)),
        ("waiting", ("waiting",)),
        ("2", ("price",)),
        ("第三个", ("other",)),
        ("option 1", ("waiting",)),
        ("the second one", ("price",)),
    ],
)
def test_one_option_is_read(text: str, chosen: tuple[str, ...]) -> None:
    assert read_options(question(Kind.SINGLE), text, several=False) == chosen


@pytest.mark.parametrize("text", ["等太久,价格", "价格还有等太久", "1 2", "2、1", "price & waiting time"])
def test_several_options_are_read_in_their_order(text: str) -> None:
    assert read_options(question(Kind.MULTIPLE), text, several=True) == ("waiting", "price")


@pytest.mark.parametrize("text", ["4", "0", "价", "me", "等太久,师傅凶", "价格多少钱", ""])
def test_anything_else_is_no_option(text: str) -> None:
    assert read_options(question(Kind.MULTIPLE), text, several=True) is None


ALSO = replace(
    question(Kind.MULTIPLE),
    options=(
        *OPTIONS[:1],
        replace(OPTIONS[1], also={Language.ZH: ("太贵",), Language.EN: ("expensive",)}),
        OPTIONS[2],
    ),
)


@pytest.mark.parametrize("text", ["太贵了", "太貴", "expensive", "Expensive!", "价格太高", "a bit expensive"])
def test_other_words_name_an_option_too(text: str) -> None:
    assert read_options(ALSO, plain(text), several=True) == ("price",)


@pytest.mark.parametrize("text", ["价格也太不合理了、等太久", "waiting time and the price was high"])
def test_words_of_an_option_may_be_put_strongly(text: str) -> None:
    assert read_options(question(Kind.MULTIPLE), plain(text), several=True) == ("waiting", "price")


SHIPPED = replace(
    question(Kind.MULTIPLE),
    options=(
        OPTIONS[0],
        replace(OPTIONS[1], also={Language.ZH: ("太贵",), Language.EN: ("expensive",)}),
        Option(
            "staff", {Language.ZH: "服务态度", Language.EN: "Staff attitude"}, {Language.EN: ("the staff",)}
        ),
        Option(
            "place",
            {Language.ZH: "环境", Language.EN: "Place"},
            {Language.ZH: ("不干净",), Language.EN: ("not clean",)},
        ),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        *("价格不贵", "不是价格", "除了价格", "价格以外", "价格没问题", "价格还行", "价格挺合理", "价格不错"),
        *("服务态度挺好", "没有等太久", "價格不貴", "不是不干净", "干净", "价格、服务态度都很好"),
        *("the price was fine", "not the staff", "the staff was good", "price is OK", "except price"),
        *("it wasn't the price", "the staff were nice", "no waiting time", "clean", "not expensive"),
    ],
)
def test_option_that_is_denied_is_not_chosen(text: str) -> None:
    assert read_options(SHIPPED, plain(text), several=True) is None


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("价格太不合理了", "price"),
        ("价格好高", "price"),
        ("服务态度不太好", "staff"),
        ("服务态度不耐烦", "staff"),
        ("环境又不干净", "place"),
        ("不干净", "place"),
        ("不只是价格", "price"),
        ("price not ok", "price"),
        ("the staff was no good", "staff"),
        ("it was not clean", "place"),
    ],
)
def test_option_that_is_found_wanting_is_chosen(text: str, chosen: str) -> None:
    assert read_options(SHIPPED, plain(text), several=True) == (chosen,)


@pytest.mark.parametrize("text", ["价格不贵", "价格也太不合理了", "the price was high"])
def test_one_of_some_options_is_named_and_not_only_held(text: str) -> None:
    assert read_options(question(Kind.SINGLE), plain(text), several=False) is None


def test_several_are_none_where_one_is_asked_for() -> None:
    assert read_options(question(Kind.SINGLE), "等太久,价格", several=False) is None
