"""The filter of the list of conversations."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from actions.settings.house import House
from bot.console.conversations.list_filter import ConversationListQuery, conversation_filter
from bot.console.web.fields import BadInput, read_fields
from tests.bot.console.browser import Browser
from tests.bot.console.conversations.conftest import listed
from tests.bot.console.scene import Scene

pytestmark = pytest.mark.dates


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("intent=complaint", ["complaint"]),
        ("intent=greet", ["unsure"]),
        ("language=zh", ["complaint", "praise"]),
        ("from=2026-11-23", ["complaint", "unsure"]),
        ("to=2026-11-20", ["settled"]),
        ("from=2026-11-22&to=2026-11-22", ["praise"]),
        ("case=open", ["complaint", "settled"]),
        ("uncertain=true", ["unsure"]),
        (
            "q=&intent=&case=&least=&most=&outlet=&score=&language=&from=&to=",
            ["complaint", "unsure", "praise", "settled"],
        ),
        ("intent=bye", []),
    ],
)
async def test_filter_narrows_the_list_and_stays_in_the_form(
    reviewer: Browser, scene: Scene, query: str, names: list[str]
) -> None:
    page = (await reviewer.get(f"/conversations?{query}")).text
    assert listed(page) == [getattr(scene, name) for name in names]
    if query == "intent=complaint":
        assert '<option value="complaint" selected>' in page
    assert ("Clear filter" in page) is not query.endswith("to=")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("case=settled", ["settled"]),
        ("case=none", ["unsure", "praise"]),
        ("score=good", ["praise"]),
        ("score=low", []),
        ("reviewed=no", ["complaint", "unsure", "praise", "settled"]),
        ("reviewed=corrected", []),
        ("handover=now", ["settled"]),
        ("least=0&most=50", ["unsure"]),
        ("outlet=north", ["praise"]),
        ("outlet=south", ["complaint"]),
        ("intent=complaint&language=zh&case=open", ["complaint"]),
    ],
)
async def test_further_filters_narrow_the_list(
    reviewer: Browser, scene: Scene, query: str, names: list[str]
) -> None:
    page = (await reviewer.get(f"/conversations?{query}")).text
    assert listed(page) == [getattr(scene, name) for name in names]


def read(**values: str) -> ConversationListQuery:
    return read_fields(ConversationListQuery, {name.rstrip("_"): value for name, value in values.items()})


def test_days_are_whole_days_in_the_zone_of_the_reader(house: House) -> None:
    wanted = conversation_filter(read(from_="2026-11-23", to="2026-11-23"), house, ZoneInfo("Asia/Shanghai"))
    assert (wanted.since, wanted.until) == (
        datetime(2026, 11, 22, 16, tzinfo=UTC),
        datetime(2026, 11, 23, 16, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("values", "confidence"),
    [
        ({}, None),
        ({"least": "25"}, (0.25, 1.0)),
        ({"most": "0"}, (0.0, 0.0)),
        ({"least": "50", "most": "75"}, (0.5, 0.75)),
    ],
)
def test_percent_is_a_range_that_may_be_open(
    house: House, values: dict[str, str], confidence: tuple[float, float] | None
) -> None:
    assert conversation_filter(read(**values), house, ZoneInfo("UTC")).confidence == confidence


@pytest.mark.parametrize("score", ["low", "good"])
def test_scores_are_low_up_to_where_a_question_alerts_staff(house: House, score: str) -> None:
    wanted = conversation_filter(read(score=score), house, ZoneInfo("UTC"))
    (satisfaction,) = (
        each for each in wanted.scores if (each.survey_key, each.question) == ("post_service", "satisfaction")
    )
    assert (satisfaction.lowest, satisfaction.highest) == ((1, 2) if score == "low" else (3, 5))


def test_address_leaves_out_the_position_and_blanks() -> None:
    asked = read(intent="complaint", from_="2026-11-23", outlet=" ", before="1-2", uncertain="true")
    assert asked.query == "intent=complaint&from=2026-11-23&uncertain=True"
    assert (asked.is_narrowed, asked.further) == (True, 1)
    assert (read(before="1-2").is_narrowed, read(before="1-2").query) == (False, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [("least", "101"), ("most", "-1"), ("intent", "rage"), ("from", "1999-12-31"), ("before", "x-1")],
)
def test_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_fields(ConversationListQuery, {name: value})
    assert refused.value.names == (name,)
