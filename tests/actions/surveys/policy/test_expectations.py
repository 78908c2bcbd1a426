"""Which part of a survey follows from what was asked before."""

from datetime import datetime

import pytest

from actions.settings.house import House
from actions.surveys.policy.expectations import part_for, told_expectation
from store.engine.database import Database
from store.models.occasions import Occasion, booking_id
from store.models.surveys import Service
from tests.records import Records


@pytest.mark.parametrize(
    ("question", "number", "whose", "is_found"),
    [
        ("on_time_expected", 4, "own", True),
        ("on_time_expected", None, "own", False),
        ("consent", 1, "own", False),
        ("on_time_expected", 4, "other", False),
    ],
)
async def test_expectation_is_that_of_the_same_customer_and_service(
    database: Database,
    house: House,
    now: datetime,
    question: str,
    number: int | None,
    whose: str,
    is_found: bool,
) -> None:
    survey = house.surveys["servqual"]
    async with database.transaction() as session:
        records = Records(session, now)
        own, other = await records.customer(), await records.customer()
        service = await records.service("b1", customer_id=own.id)
        booking = await records.service(booking_id("till-3", "b1"), source=Occasion.BOOKING.source)
        asked = await records.invitation(
            own if whose == "own" else other, survey_key="servqual", service_id=booking.id
        )
        await records.answer(asked, question, number=number)
        found = await told_expectation(session, service, survey)
        assert found == (asked.id if is_found else None)
        assert await told_expectation(session, service, house.surveys["post_service"]) is None
        assert await told_expectation(session, booking, survey) is None


def test_part_follows_from_the_occasion(house: House) -> None:
    survey = house.surveys["servqual"]
    booking, service = Service(source=Occasion.BOOKING.source), Service(source="till-3")
    assert {each.id[-8:] for each in part_for(booking, survey, None).asked[1:]} == {"expected"}
    assert part_for(service, survey, None) is survey
    assert {each.id[-9:] for each in part_for(service, survey, 3).asked} == {"perceived"}
    plain = house.surveys["post_service"]
    assert part_for(booking, plain, None) is plain
