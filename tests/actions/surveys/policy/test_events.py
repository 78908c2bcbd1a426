"""Service events are compared by their whole content."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from actions.surveys.policy.events import DifferentService, NotEndedYet, ServiceEnded, UnknownSurvey
from store.models.address import Address
from tests.conftest import NOON

pytestmark = pytest.mark.dates

EVENT = ServiceEnded("till-3", "x", NOON, account=Address(42), outlet="north")


def test_digest_is_that_of_the_moment_not_of_its_zone() -> None:
    assert replace(EVENT, ended_at=NOON.astimezone(ZoneInfo("Asia/Shanghai"))).digest == EVENT.digest


@pytest.mark.parametrize(
    "other",
    [
        replace(EVENT, outlet="south"),
        replace(EVENT, outlet=None),
        replace(EVENT, account=None, external_id="42"),
        replace(EVENT, agent="north", outlet=None),
        replace(EVENT, survey="effort"),
        replace(EVENT, timezone="Asia/Shanghai"),
    ],
)
def test_digest_differs_with_the_content(other: ServiceEnded) -> None:
    assert other.digest != EVENT.digest


def test_digest_of_a_service_without_a_zone_is_what_it_always_was() -> None:
    assert EVENT.digest == "bfe3911304c4d459e93c9e87006e3105df3ffc6c0f2c631cd57fc99ccf9ed8f6"


def test_refusals_say_what_to_do() -> None:
    refusals = (UnknownSurvey("nope", ["a", "b"]), NotEndedYet(NOON), DifferentService(["outlet", "kind"]))
    assert [str(refusal) for refusal in refusals] == [
        "there is no survey 'nope'; known: a, b",
        "the end lies in the future: 2026-11-23T04:00:00+00:00",
        "this source and id are known already, with another outlet, kind",
    ]


@pytest.mark.parametrize("name", [" 城北店", "城北\u200b店", "城北店\u3164"])
def test_names_that_look_the_same_are_the_same_service(name: str) -> None:
    told = replace(EVENT, outlet="城北店", agent="王芳")
    again = replace(EVENT, outlet=name, agent="王芳 ")
    assert (again, again.digest) == (told, told.digest)


def test_name_of_which_nothing_is_seen_is_none() -> None:
    assert replace(EVENT, outlet="\u200b ").outlet is None
