"""A day is asked with buttons and taken as it is written, within the range and on the customer's clock."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from actions.settings.house import House
from actions.settings.replies import Reply
from actions.settings.survey_questions import DateRange, Question
from actions.surveys.asking.day_form import DayForm
from actions.surveys.asking.moves import SKIPPED, Given, Hint
from nlu.contract.labels import Language
from store.models.customers import Customer
from store.models.question_kinds import Kind
from store.reports.answer_counts import AnswerCount
from store.reports.report import ReportRequest, report
from store.reports.sums.scope import Scope
from tests.actions.conftest import AWAY, texts
from tests.actions.surveys.conftest import DAY, Talk
from tests.actions.surveys.samples import TEXT, question, reader, survey

FORM = DayForm()
TODAY = date(2026, 11, 29)
LAST_MONTH = DateRange("-30d", "today")


def asking(dates: DateRange | None = LAST_MONTH) -> Question:
    return Question("day", Kind.DATE, TEXT, dates=dates)


def typed(
    house: House, text: str, dates: DateRange | None = LAST_MONTH, language: Language = Language.ZH
) -> object:
    """The day that a text is, or the hint that it is answered with."""
    move = FORM.typed(asking(dates), text, reader(house, language, TODAY))
    return move.choices[0] if isinstance(move, Given) and move.choices else move


def which_day(earliest: str, latest: str, example: str, reply: Reply = Reply.SURVEY_WHICH_DAY) -> Hint:
    return Hint(reply, {"earliest": earliest, "latest": latest, "example": example})


@pytest.mark.parametrize(
    ("dates", "language", "labels"),
    [
        (
            LAST_MONTH,
            Language.ZH,
            [
                ["今天 11月29日", "昨天 11月28日"],
                ["前天 11月27日", "11月26日 周四"],
                ["11月25日 周三", "11月24日 周二"],
            ],
        ),
        (
            LAST_MONTH,
            Language.EN,
            [
                ["Today, 29 Nov", "Yesterday, 28 Nov"],
                ["Two days ago, 27 Nov", "Thu 26 Nov"],
                ["Wed 25 Nov", "Tue 24 Nov"],
            ],
        ),
        (DateRange("+1d", "+3d"), Language.ZH, [["明天 11月30日", "后天 12月1日"], ["12月2日 周三"]]),
        (
            DateRange("-1d", "+1d"),
            Language.EN,
            [["Yesterday, 28 Nov", "Today, 29 Nov"], ["Tomorrow, 30 Nov"]],
        ),
        (DateRange("-400d", "-399d"), Language.EN, [["Sun 26 Oct 2025", "Sat 25 Oct 2025"]]),
    ],
)
def test_nearest_days_are_offered(
    house: House, dates: DateRange, language: Language, labels: list[list[str]]
) -> None:
    rows = FORM.buttons(asking(dates), reader(house, language, TODAY), SKIPPED)
    assert [[label for label, _ in row] for row in rows] == labels


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("dates", [LAST_MONTH, DateRange("-2d", "+9d"), DateRange("-400d", "-300d"), None])
def test_label_that_is_typed_means_its_button(
    house: House, language: Language, dates: DateRange | None
) -> None:
    audience, asked = reader(house, language, TODAY), asking(dates)
    buttons = [button for row in FORM.buttons(asked, audience, SKIPPED) for button in row]
    assert [FORM.typed(asked, label.lower(), audience) for label, _ in buttons] == [
        FORM.tapped(asked, value, audience) for _, value in buttons
    ]


def test_day_that_was_given_is_ticked_and_offered(house: House) -> None:
    rows = FORM.buttons(asking(), reader(house, Language.EN, TODAY), Given(choices=("2026-11-03",)))
    buttons = [button for row in rows for button in row]
    assert (len(buttons), buttons[-1]) == (7, ("✓ Tue 3 Nov", "2026-11-03"))


def test_button_of_an_earlier_day_keeps_its_date(house: House) -> None:
    later = reader(house, Language.ZH, TODAY + timedelta(days=10))
    assert FORM.tapped(asking(), "2026-11-28", later) == Given(choices=("2026-11-28",))
    assert FORM.tapped(asking(DateRange("-3d", "today")), "2026-11-28", later) == which_day(
        "12月6日", "12月9日", "12月9日", Reply.SURVEY_OTHER_DAY
    )


@pytest.mark.parametrize("value", ["2026-02-30", "20261128", "2026-W48-6", "yesterday", "２026-11-28", ""])
def test_value_that_is_no_date_is_no_button(house: House, value: str) -> None:
    assert FORM.tapped(asking(), value, reader(house, today=TODAY)) is None


def test_year_left_out_is_that_of_the_nearest_day_in_range(house: House) -> None:
    ranges = (
        LAST_MONTH,
        DateRange("-365d", "-10d"),
        DateRange("today", "+365d"),
        DateRange("-720d", "-360d"),
    )
    assert [typed(house, "11月25日", dates) for dates in ranges] == [
        "2026-11-25",
        which_day("2025年11月29日", "11月19日", "11月19日", Reply.SURVEY_OTHER_DAY),
        "2027-11-25",
        "2025-11-25",
    ]


def test_range_decides_between_two_meanings(house: House) -> None:
    assert typed(house, "11/3", language=Language.EN) == "2026-11-03"
    assert typed(house, "11/3", DateRange("-365d", "today"), Language.EN) == which_day(
        "29 Nov 2025", "29 Nov", "29 Nov"
    )
    assert (typed(house, "星期五"), typed(house, "星期五", DateRange("today", "+9d"))) == (
        "2026-11-27",
        "2026-12-04",
    )


def test_day_out_of_range_and_time_that_is_no_day_are_asked_again(house: House) -> None:
    assert typed(house, "明天") == which_day("10月30日", "11月29日", "11月29日", Reply.SURVEY_OTHER_DAY)
    assert typed(house, "2月30日") == which_day("10月30日", "11月29日", "11月29日", Reply.SURVEY_OTHER_DAY)
    assert typed(house, "上周") == which_day("10月30日", "11月29日", "11月29日")
    assert typed(house, "太慢了") is None


def test_hint_names_the_range(house: House) -> None:
    hints = [FORM.hint(asking(dates), reader(house, Language.EN, TODAY)) for dates in (LAST_MONTH, None)]
    assert hints == [
        which_day("30 Oct", "29 Nov", "29 Nov"),
        which_day("29 Nov 2025", "29 Nov 2027", "29 Nov"),
    ]


def test_day_is_shown_with_its_weekday_and_the_year_of_another_year(house: House) -> None:
    days = [Given(choices=(day,)) for day in ("2026-11-03", "2025-12-31")]
    assert [
        FORM.shown(asking(), given, reader(house, language, TODAY)) for language in Language for given in days
    ] == ["11月3日 周二", "2025年12月31日 周三", "Tue 3 Nov", "Wed 31 Dec 2025"]


@pytest.fixture
def visited(talk: Talk) -> Talk:
    """A customer who is asked which day they came, and then for a rating."""
    asked = Question("day", Kind.DATE, TEXT, dates=LAST_MONTH)
    talk.shop.asking(survey(asked, question(name="score"), key="visit"))
    return talk


def today_of(talk: Talk, zone: str = "Asia/Shanghai") -> date:
    return talk.shop.now.astimezone(ZoneInfo(zone)).date()


async def test_typed_day_is_kept_and_the_survey_goes_on(visited: Talk) -> None:
    await visited.begin(survey="visit")
    assert texts(await visited.customer.write("昨天", AWAY)) == ["2/2　问"]
    assert await visited.shop.answers() == {"day": [(today_of(visited) - DAY).isoformat()]}


async def test_tapped_day_is_in_the_transcript(visited: Talk) -> None:
    (asked,) = await visited.begin(survey="visit")
    label, data = list(asked.buttons.items())[1]
    day = today_of(visited) - DAY
    assert (label, data) == (f"昨天 {day.month}月{day.day}日", f"s:1:day:{day.isoformat()}")
    await visited.tap(day.isoformat(), "day")
    assert await visited.shop.answers() == {"day": [day.isoformat()]}


async def test_vague_answer_is_asked_again_under_the_range(visited: Talk) -> None:
    await visited.begin(survey="visit")
    (said,) = texts(await visited.customer.write("上周", AWAY))
    assert said.startswith("麻烦您告诉我具体是哪一天")
    assert said.endswith("\n\n1/2　问")
    assert await visited.shop.answers() == {}
    await visited.customer.write("前天", AWAY)
    assert await visited.shop.answers() == {"day": [(today_of(visited) - 2 * DAY).isoformat()]}


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
async def test_today_is_that_of_the_customer(visited: Talk, zone: str) -> None:
    await visited.shop.change(Customer, timezone=zone)
    await visited.begin(survey="visit")
    await visited.customer.write("今天", AWAY)
    assert await visited.shop.answers() == {"day": [today_of(visited, zone).isoformat()]}


async def test_report_counts_the_days(visited: Talk) -> None:
    await visited.begin(survey="visit")
    await visited.customer.write("昨天", AWAY)
    scope = Scope(since=visited.shop.now - DAY)
    async with visited.shop.database.reading() as session:
        found = await report(session, ReportRequest(scope, ZoneInfo("Asia/Shanghai")))
    yesterday = (today_of(visited) - DAY).isoformat()
    assert found.distributions == (AnswerCount("day", None, yesterday, 1, 1),)
