"""Answers beside a score."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.occasions import Occasion
from store.reports.driver_questions import driver_questions
from store.reports.driver_sheets import Sheet, driver_sheets
from store.reports.sums.scope import Scope
from tests.records import recording
from tests.store.reports.reasons import ITEMS, REASONS, version


async def test_sheets_are_those_of_services_with_reasons(database: Database, now: datetime) -> None:
    async with recording(database, now) as (_, records):
        asked = await version(records, REASONS)
        one, other = await records.customer(), await records.customer()
        service = await records.service("s", source=Occasion.STAFF.source)
        given = [
            await records.invitation(customer, survey_version_id=asked.id, sent_at=now - back, **more)
            for customer, back, more in (
                (one, timedelta(hours=1), {}),
                (other, timedelta(hours=2), {}),
                (other, timedelta(hours=3), {"service_id": service.id}),
                (other, timedelta(hours=4), {}),
            )
        ]
        for invitation, number, choices in zip(
            given, (5, 4, 1, 1), (["price"], ["waiting"], ["price"], []), strict=True
        ):
            first = 2 if number == 4 else None
            await records.answer(invitation, "satisfaction", number=number, first_number=first)
            await records.answer(invitation, "reasons", choices=choices)
    async with database.reading() as session:
        (question,) = await driver_questions(session)
        found = await driver_sheets(session, Scope(), question)
        elsewhere = await driver_sheets(session, Scope(outlet="south"), question)
    assert found == (
        Sheet(one.id, 5, (0.0, 1.0, 0.0, 0.0), 5.0),
        Sheet(other.id, 2, (1.0, 0.0, 0.0, 0.0), 1.0),
    )
    assert elsewhere == ()


async def test_dimensions_are_means_of_their_items(database: Database, now: datetime) -> None:
    more = {**ITEMS[0], "id": "on_time"}
    async with recording(database, now) as (_, records):
        asked = await version(records, *ITEMS, more)
        whole = await records.invitation(await records.customer(), survey_version_id=asked.id)
        part = await records.invitation(await records.customer(), survey_version_id=asked.id)
        for name, number in (("satisfaction", 4), ("reliability", 4), ("on_time", 5), ("empathy", 1)):
            await records.answer(whole, name, number=number)
        await records.answer(part, "satisfaction", number=4)
        await records.answer(part, "empathy", number=4)
    async with database.reading() as session:
        (question,) = await driver_questions(session)
        found = await driver_sheets(session, Scope(), question)
    assert found == (Sheet(whole.customer_id, 4, (4.5, 1.0)),)
