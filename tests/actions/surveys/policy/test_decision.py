"""The policy is a pure function of facts, time and rules."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from actions.settings.house import SurveyRules
from actions.surveys.policy.decision import Facts, Schedule, Skip, after_quiet, decide, draw
from store.models.occasions import Occasion
from store.models.surveys import Reason
from tests.conftest import NOON

pytestmark = pytest.mark.dates

RULES = SurveyRules()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FACTS = Facts(ended_at=NOON, zone="Asia/Shanghai")
NIGHT = (time(21), time(9))
# Everything speaks against it at once.
WORST = Facts(
    ended_at=NOON - 30 * DAY,
    zone="Asia/Shanghai",
    is_nps=True,
    is_known=False,
    blocked=True,
    opted_out=True,
    unreachable=True,
    already_asked=True,
    open_complaint=True,
    asked_at=NOON,
    nps_asked_at=NOON,
    asked_in_month=4,
    with_staff=True,
    draw=1.0,
)


def at(text: str) -> datetime:
    """A moment, written with its offset."""
    return datetime.fromisoformat(text)


def test_survey_is_sent_an_hour_after_the_end() -> None:
    assert decide(FACTS, NOON, RULES) == Schedule(NOON + HOUR)


def test_booking_is_asked_about_a_day_before_it_begins() -> None:
    booked = replace(FACTS, occasion=Occasion.BOOKING)
    assert decide(replace(booked, ended_at=NOON + 3 * DAY), NOON, RULES) == Schedule(NOON + 2 * DAY)
    assert decide(replace(booked, ended_at=NOON + HOUR), NOON, RULES) == Schedule(NOON)
    assert decide(booked, NOON, RULES) == Skip(Reason.BEGUN)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(FACTS, with_staff=True), Reason.WITH_STAFF),
        (replace(FACTS, open_complaint=True), Reason.OPEN_COMPLAINT),
    ],
)
def test_what_goes_on_today_stands_against_a_booking_only_when_it_is_asked(
    facts: Facts, reason: Reason
) -> None:
    booked = replace(facts, occasion=Occasion.BOOKING, ended_at=NOON + 20 * DAY)
    assert decide(booked, NOON, RULES) == Schedule(NOON + 19 * DAY)
    assert decide(booked, NOON + 19 * DAY, RULES) == Skip(reason)


def test_quiet_hours_that_last_until_the_beginning_leave_no_time_to_ask() -> None:
    begins = at("2026-11-24T09:00:00+08:00")
    booked = replace(FACTS, occasion=Occasion.BOOKING, ended_at=begins)
    late = at("2026-11-23T22:00:00+08:00")
    assert decide(booked, late, replace(RULES, quiet=NIGHT)) == Skip(Reason.BEGUN)


def test_service_that_was_asked_about_before_is_always_in_the_sample() -> None:
    few = replace(RULES, share=0.0)
    assert decide(FACTS, NOON, few) == Skip(Reason.NOT_SAMPLED)
    assert decide(replace(FACTS, is_paired=True), NOON, few) == Schedule(NOON + HOUR)


def test_late_event_is_asked_about_at_once() -> None:
    assert decide(FACTS, NOON + 5 * HOUR, RULES) == Schedule(NOON + 5 * HOUR)


def test_delay_of_zero_asks_at_once() -> None:
    assert decide(FACTS, NOON, replace(RULES, delay=timedelta(0))) == Schedule(NOON)


def test_quiet_hours_put_it_off_until_they_end() -> None:
    evening = replace(FACTS, ended_at=at("2026-11-23T20:30:00+08:00"))
    assert decide(evening, evening.ended_at, RULES) == Schedule(at("2026-11-24T09:00:00+08:00"))


def test_quiet_hours_can_be_off() -> None:
    evening = replace(FACTS, ended_at=at("2026-11-23T20:30:00+08:00"))
    rules = replace(RULES, quiet=None)
    assert decide(evening, evening.ended_at, rules) == Schedule(evening.ended_at + HOUR)


def test_quiet_hours_are_those_of_the_customer() -> None:
    there = replace(FACTS, zone="America/New_York")  # 12:00 in Shanghai is 23:00 there
    assert decide(there, NOON, RULES) == Schedule(at("2026-11-23T09:00:00-05:00"))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (replace(FACTS, is_known=False), Reason.UNKNOWN_CUSTOMER),
        (replace(FACTS, blocked=True), Reason.BLOCKED),
        (replace(FACTS, opted_out=True), Reason.OPTED_OUT),
        (replace(FACTS, unreachable=True), Reason.UNREACHABLE),
        (replace(FACTS, already_asked=True), Reason.DUPLICATE),
        (replace(FACTS, ended_at=NOON - 8 * DAY), Reason.TOO_OLD),
        (replace(FACTS, open_complaint=True), Reason.OPEN_COMPLAINT),
        (replace(FACTS, asked_at=NOON - 6 * DAY), Reason.COOLDOWN),
        (replace(FACTS, asked_at=NOON + HOUR), Reason.COOLDOWN),
        (replace(FACTS, is_nps=True, nps_asked_at=NOON - 89 * DAY), Reason.NPS_COOLDOWN),
        (replace(FACTS, asked_in_month=4), Reason.MONTHLY_CAP),
        (replace(FACTS, with_staff=True), Reason.WITH_STAFF),
        (replace(FACTS, draw=1.0), Reason.NOT_SAMPLED),
    ],
)
def test_each_obstacle_has_its_reason(facts: Facts, reason: Reason) -> None:
    assert decide(facts, NOON, RULES) == Skip(reason)


def test_first_of_several_obstacles_is_named() -> None:
    cleared: tuple[dict[str, Any], ...] = (
        {},
        {"is_known": True},
        {"blocked": False},
        {"opted_out": False},
        {"unreachable": False},
        {"already_asked": False},
        {"ended_at": NOON},
        {"open_complaint": False},
        {"asked_at": None},
        {"nps_asked_at": None},
        {"asked_in_month": 3},
        {"with_staff": False},
        {"draw": 0.999},
    )
    facts, named = WORST, []
    for change in cleared:
        facts = replace(facts, **change)
        verdict = decide(facts, NOON, RULES)
        named.append(verdict.reason if isinstance(verdict, Skip) else None)
    assert named == [
        Reason.UNKNOWN_CUSTOMER,
        Reason.BLOCKED,
        Reason.OPTED_OUT,
        Reason.UNREACHABLE,
        Reason.DUPLICATE,
        Reason.TOO_OLD,
        Reason.OPEN_COMPLAINT,
        Reason.COOLDOWN,
        Reason.NPS_COOLDOWN,
        Reason.MONTHLY_CAP,
        Reason.WITH_STAFF,
        Reason.NOT_SAMPLED,
        None,
    ]


@pytest.mark.parametrize(
    ("asked_ago", "expected"),
    [(7 * DAY - HOUR, Schedule(NOON + HOUR)), (7 * DAY - 2 * HOUR, Skip(Reason.COOLDOWN))],
)
def test_cooldown_is_over_when_it_is_sent(asked_ago: timedelta, expected: Schedule | Skip) -> None:
    assert decide(replace(FACTS, asked_at=NOON - asked_ago), NOON, RULES) == expected


def test_cooldown_of_zero_is_none() -> None:
    rules = replace(RULES, cooldown=timedelta(0))
    assert decide(replace(FACTS, asked_at=NOON + 2 * HOUR), NOON, rules) == Schedule(NOON + HOUR)


def test_word_of_mouth_has_a_clock_of_its_own() -> None:
    asked = replace(FACTS, asked_at=NOON - 8 * DAY, nps_asked_at=NOON - 8 * DAY)
    assert decide(asked, NOON, RULES) == Schedule(NOON + HOUR)
    assert decide(replace(asked, is_nps=True), NOON, RULES) == Skip(Reason.NPS_COOLDOWN)


def test_age_is_judged_for_the_moment_of_sending() -> None:
    old = replace(FACTS, ended_at=NOON - 7 * DAY)
    assert decide(old, NOON, RULES) == Schedule(NOON)
    assert decide(old, NOON + timedelta(seconds=1), RULES) == Skip(Reason.TOO_OLD)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T20:59:59+08:00", "2026-11-23T20:59:59+08:00"),
        ("2026-11-23T21:00:00+08:00", "2026-11-24T09:00:00+08:00"),
        ("2026-11-24T00:00:00+08:00", "2026-11-24T09:00:00+08:00"),
        ("2026-11-24T08:59:59+08:00", "2026-11-24T09:00:00+08:00"),
        ("2026-11-24T09:00:00+08:00", "2026-11-24T09:00:00+08:00"),
    ],
)
def test_quiet_hours_run_over_midnight(moment: str, expected: str) -> None:
    assert after_quiet(at(moment), "Asia/Shanghai", NIGHT) == at(expected)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T12:00:00+08:00", "2026-11-23T12:00:00+08:00"),
        ("2026-11-23T13:30:00+08:00", "2026-11-23T15:00:00+08:00"),
        ("2026-11-23T15:00:00+08:00", "2026-11-23T15:00:00+08:00"),
    ],
)
def test_quiet_hours_may_lie_in_a_day(moment: str, expected: str) -> None:
    assert after_quiet(at(moment), "Asia/Shanghai", (time(13), time(15))) == at(expected)


def test_quiet_hours_without_length_are_none() -> None:
    assert after_quiet(NOON, "Asia/Shanghai", (time(9), time(9))) == NOON


@pytest.mark.parametrize(
    ("moment", "quiet", "expected"),
    [
        # Clocks go back at 03:00 to 02:00: the second 02:10 does not lead to the first 02:30.
        ("2026-10-25T01:10:00+00:00", (time(21), time(2, 30)), "2026-10-25T01:30:00+00:00"),
        ("2026-10-25T00:10:00+00:00", (time(21), time(2, 30)), "2026-10-25T00:30:00+00:00"),
        # Clocks go forward at 02:00 to 03:00: there is no 02:30, so it is 03:30.
        ("2026-03-29T00:30:00+00:00", (time(21), time(2, 30)), "2026-03-29T01:30:00+00:00"),
        # The night in which clocks go forward is an hour shorter.
        ("2026-03-28T20:30:00+00:00", NIGHT, "2026-03-29T07:00:00+00:00"),
    ],
)
def test_quiet_hours_survive_a_change_of_clocks(moment: str, quiet: tuple[time, time], expected: str) -> None:
    assert after_quiet(at(moment), "Europe/Berlin", quiet) == at(expected)


@pytest.mark.parametrize("occasion", [Occasion.STAFF, Occasion.HANDOVER])
def test_what_ended_in_the_house_is_asked_about_at_once(occasion: Occasion) -> None:
    assert decide(replace(FACTS, occasion=occasion), NOON, RULES) == Schedule(NOON)


@pytest.mark.parametrize("occasion", [Occasion.CASE, Occasion.STAFF, Occasion.HANDOVER])
def test_only_services_of_systems_are_sampled(occasion: Occasion) -> None:
    rules = replace(RULES, share=0.0)
    assert isinstance(decide(replace(FACTS, occasion=occasion), NOON, rules), Schedule)
    assert decide(FACTS, NOON, rules) == Skip(Reason.NOT_SAMPLED)


def test_staff_may_ask_whom_they_are_talking_to() -> None:
    talking = replace(FACTS, with_staff=True, occasion=Occasion.STAFF)
    assert decide(talking, NOON, RULES) == Schedule(NOON)


def test_cap_can_be_off() -> None:
    often = replace(FACTS, asked_in_month=99)
    assert isinstance(decide(often, NOON, replace(RULES, per_month=None)), Schedule)


def test_draws_are_even_and_always_the_same() -> None:
    draws = [draw(number) for number in range(1, 10_001)]
    assert draws == [draw(number) for number in range(1, 10_001)]
    assert [sum(low / 10 <= each < (low + 1) / 10 for each in draws) // 100 for low in range(10)] == [
        pytest.approx(10, abs=1) for _ in range(10)
    ]


def test_facts_can_be_kept_as_json() -> None:
    facts = replace(FACTS, asked_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert json.loads(json.dumps(facts.to_dict())) == {
        "ended_at": "2026-11-23T04:00:00+00:00",
        "zone": "Asia/Shanghai",
        "is_nps": False,
        "is_known": True,
        "opted_out": False,
        "unreachable": False,
        "already_asked": False,
        "open_complaint": False,
        "asked_at": "2026-11-01T00:00:00+00:00",
        "nps_asked_at": None,
        "occasion": "service",
        "draw": 0.0,
        "asked_in_month": 0,
        "with_staff": False,
        "blocked": False,
        "outlet": None,
        "asked_of_outlet": 0,
        "is_paired": False,
    }


@pytest.mark.parametrize(
    ("outlet", "drawn", "asked", "expected"),
    [
        ("north", 0.4, 0, Schedule),
        ("north", 0.6, 0, Skip),
        ("south", 0.6, 0, Schedule),
        (None, 0.6, 0, Schedule),
        ("south", 0.0, 9, Schedule),
        ("south", 0.0, 10, Skip),
        (None, 0.0, 10, Schedule),
    ],
)
def test_outlet_has_its_own_share_and_a_quota(
    outlet: str | None, drawn: float, asked: int, expected: type[object]
) -> None:
    rules = replace(RULES, outlet_shares={"north": 0.5}, outlet_per_week=10)
    facts = replace(FACTS, outlet=outlet, draw=drawn, asked_of_outlet=asked)
    verdict = decide(facts, NOON, rules)
    assert isinstance(verdict, expected)
    assert not isinstance(verdict, Skip) or verdict.reason is Reason.NOT_SAMPLED
