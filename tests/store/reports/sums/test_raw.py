"""Invitations come one a row, with all their answers in one sheet."""

from datetime import datetime, timedelta

from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.surveys import InvitationStatus
from store.reports.sums.raw import Asked, Place, asked_in
from store.reports.sums.scope import Scope
from store.reports.sums.statistic import Course, read_sheet
from tests.records import Records

HOUR = timedelta(hours=1)


async def found(database: Database, scope: Scope) -> list[Asked]:
    async with database.reading() as session:
        return list(await asked_in(session, scope))


async def test_invitation_tells_its_place_and_how_far_it_came(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        service = await records.service(kind="repair")
        await records.invitation(
            await records.customer(),
            service_id=service.id,
            outlet="north",
            agent="Mei",
            language=Language.ZH,
            created_at=now - HOUR,
            sent_at=now,
            delivered_at=None,
            expires_at=now + HOUR,
        )
    place = Place(now, "post_service", "north", "Mei", "repair", "zh")
    assert await found(database, Scope()) == [
        Asked(place, Course("sent", True, False, None), customer=1, until=now + HOUR)
    ]


async def test_invitation_that_was_never_sent_belongs_to_when_it_was_made(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.invitation(
            await records.customer(), status=InvitationStatus.SCHEDULED, sent_at=None, delivered_at=None
        )
    assert await found(database, Scope()) == [
        Asked(
            Place(now, "post_service", None, None, None, None),
            Course("scheduled", False, False, None),
            customer=1,
        )
    ]


async def test_answers_of_every_kind_are_in_the_sheet_without_words(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        asked = await records.invitation(await records.customer())
        await records.answer(asked, "satisfaction", number=0)
        await records.answer(asked, "reasons", choices=["price", "staff"])
        await records.answer(asked, "nothing", choices=[])
        await records.answer(asked, "comment", text="x;satisfaction=5")
    ((_, course, *_),) = await found(database, Scope())
    assert read_sheet(course.sheet) == {
        "satisfaction": 0,
        "reasons": ["price", "staff"],
        "nothing": [],
        "comment": None,
    }


async def test_scope_leaves_out_what_was_asked_elsewhere(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for outlet, survey in (("north", "effort"), ("south", "effort"), ("north", "post_service")):
            await records.invitation(customer, outlet=outlet, survey_key=survey)
    places = [asked.place for asked in await found(database, Scope("effort", outlet="north"))]
    assert [(place.survey_key, place.outlet) for place in places] == [("effort", "north")]
