from typing import Any

import pytest

from bot.sandbox.server.event_feed import ChatEvent, EventKind, Side
from store.models.cases import CaseStatus, Priority
from tests.journeys.talks.customer_records import CaseRecord, CustomerRecords
from tests.journeys.talks.talk_checks import Seen, mismatches
from tests.journeys.talks.talk_script import Expected, ExpectedCases, ExpectedSurvey

BUTTONS = [[{"text": each, "callback_data": f"i:{each}:7"} for each in ("inquiry", "complaint", "praise")]]
QUESTION: dict[str, Any] = {"text": "What is it?", "reply_markup": {"inline_keyboard": BUTTONS}}
NOTED = {"text": "We have noted it as HF-000007.", "message_thread_id": 5}
CASE = CaseRecord(1, "HF-000007", "complaint", CaseStatus.OPEN, Priority.HIGH, "A-1", 2)
RECORDS = CustomerRecords(
    opted_out=True,
    cases=(CASE,),
    praise=("well done",),
    answers={"score": 4, "why": ("x", "y"), "more": "the queue"},
    surveys=("completed",),
)


def reply(body: dict[str, Any]) -> ChatEvent:
    return ChatEvent(1, 0.0, 1, 1, EventKind.MESSAGE, Side.BOT, body)


SEEN = Seen([reply(NOTED), reply(QUESTION)], RECORDS, "HF-000007", staff_chat="HF-000007 is urgent")


@pytest.mark.parametrize(
    "expected",
    [
        Expected(),
        Expected(replies=(1, 2), unsure_at_most=1, buttons_any=("praise",)),
        Expected(says_any=("nothing", "{ref}"), says_all=("noted", "it"), says_none=("sorry",)),
        Expected(language=("zh", "en")),
        Expected(cases=ExpectedCases((1, 1), ("complaint",), "high", "open", 2)),
        Expected(opted_out=True, order_number="A-1", praise_credited=True, alerted=True),
        Expected(survey=ExpectedSurvey({"score": 4, "why": ("x",), "more": "queue", "else": None})),
        Expected(survey=ExpectedSurvey(status=("completed",))),
    ],
)
def test_what_is_as_expected_passes(expected: Expected) -> None:
    assert mismatches(expected, SEEN) == []


@pytest.mark.parametrize(
    ("expected", "names"),
    [
        (Expected(replies=(0, 1)), ["replies"]),
        (Expected(no_buttons=True), ["unsure"]),
        (Expected(unsure_at_most=0), ["unsure"]),
        (Expected(buttons_any=("a person",)), ["buttons"]),
        (Expected(thread_kept=5), ["topic"]),
        (
            Expected(says_any=("x{3}",), says_all=("noted", "missing"), says_none=("NOTED",)),
            ["says_any", "says_all", "says_none"],
        ),
        (Expected(language=("zh", "ja")), ["language"]),
        (
            Expected(cases=ExpectedCases((2, 3), ("inquiry",), "normal", "closed", 3)),
            ["cases", "kinds", "priority", "status", "media"],
        ),
        (Expected(cases=ExpectedCases(status="settled")), ["status"]),
        (Expected(opted_out=False, praise_credited=False, alerted=False), ["opted_out", "praise", "alerted"]),
        (Expected(order_number=None), ["order_number"]),
        (Expected(order_number="B-2"), ["order_number"]),
        (Expected(survey=ExpectedSurvey({"score": 5, "why": ("z",), "more": "price"})), ["survey"] * 3),
        (Expected(survey=ExpectedSurvey({"score": None, "else": 1}, ("sent",))), ["survey"] * 3),
    ],
)
def test_each_difference_is_a_line(expected: Expected, names: list[str]) -> None:
    assert [line.partition(":")[0] for line in mismatches(expected, SEEN)] == names


def test_a_line_says_what_was_expected_and_what_came() -> None:
    assert mismatches(Expected(replies=(0, 0), order_number=None), SEEN) == [
        "replies: 2 messages, expected 0 to 0: We have noted it as HF-000007. / What is it?",
        "order_number: ['A-1'], expected None",
    ]


def test_cases_of_the_setup_are_not_new() -> None:
    before = Seen([], RECORDS, before=frozenset({1}))
    assert mismatches(Expected(cases=ExpectedCases((1, 1), ("inquiry",))), before) == []
