"""Gaps to what was expected before the service, apart from those to what is recalled."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from actions.settings.house import House
from actions.settings.survey_parts import part_after, part_before
from store.engine.database import Database
from store.models.occasions import Occasion, booking_id
from store.models.surveys import SurveyVersion
from store.reports.report import ReportRequest, report
from store.reports.statistics.figures import Figure
from store.reports.sums.folding import fold_all
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure
from store.reports.sums.scope import Scope
from tests.records import Records

UTC = ZoneInfo("UTC")
CUSTOMERS = 12
Found = dict[tuple[Measure, str | None, str | None, str | None], Figure]


async def measured(database: Database) -> Found:
    """Figures of gaps and perceptions by measure, dimension, group and occasion."""
    async with database.reading() as session:
        found = await report(session, ReportRequest(Scope(), UTC, By.OUTLET))
    return {
        (
            line.subject.measure,
            line.subject.dimension,
            line.group,
            line.subject.occasion and line.subject.occasion.value,
        ): line.figure
        for line in found.lines
        if line.subject.measure
        in (Measure.GAP, Measure.GAP_BEFORE, Measure.GAP_BEFORE_WEIGHTED, Measure.SERVPERF)
    }


async def test_pairs_of_two_invitations_make_a_gap_of_their_own(
    database: Database, house: House, now: datetime
) -> None:
    """Before 5 or 4, after 3: twelve customers; one more recalls 4 of a 4."""
    whole = house.surveys["servqual"]
    parts = whole, part_before(whole), part_after(whole, 1)
    async with database.transaction() as session:
        records = Records(session, now)
        versions = []
        for part in parts:
            version = SurveyVersion(
                key=part.key, digest=part.digest, definition=part.to_dict(), created_at=now
            )
            session.add(version)
            await session.flush()
            versions.append(version.id)
        pairs = [each.id.removesuffix("_perceived") for each in parts[2].questions]
        for place in range(CUSTOMERS):
            customer, name = await records.customer(is_test=place == 0), f"b{place}"
            booking = await records.service(
                booking_id("till-3", name), source=Occasion.BOOKING.source, survey_key="servqual"
            )
            service = await records.service(name, survey_key="servqual")
            common = {"survey_key": "servqual", "outlet": "north" if place < 11 else "south"}
            before = await records.invitation(
                customer, service_id=booking.id, survey_version_id=versions[1], **common
            )
            after = await records.invitation(
                customer, service_id=service.id, survey_version_id=versions[2], **common
            )
            for pair in pairs:
                await records.answer(before, f"{pair}_expected", number=5 - place % 2)
                await records.answer(after, f"{pair}_perceived", number=3)
        recalled = await records.invitation(
            await records.customer(), survey_key="servqual", survey_version_id=versions[0], outlet="north"
        )
        await records.answer(recalled, "on_time_expected", number=4)
        await records.answer(recalled, "on_time_perceived", number=4)
    found = await measured(database)
    await fold_all(database, now + timedelta(days=2), UTC)
    assert await measured(database) == found
    reliability = found[(Measure.GAP_BEFORE, "reliability", None, None)]
    assert (reliability.n, reliability.value) == (11, -(2 * 5 + 1 * 6) / 11)
    assert reliability.low is not None
    assert found[(Measure.GAP_BEFORE, "reliability", "north", None)].n == 10
    south = found[(Measure.GAP_BEFORE, "reliability", "south", None)]
    assert (south.n, south.value, south.low) == (1, -1.0, None)
    assert found[(Measure.GAP_BEFORE_WEIGHTED, None, None, None)].value == reliability.value
    assert (
        found[(Measure.GAP, "reliability", None, None)].n,
        found[(Measure.GAP, "reliability", None, None)].value,
    ) == (1, 0.0)
    assert found[(Measure.SERVPERF, "reliability", None, None)].n == 12
    assert {occasion for _, _, _, occasion in found} == {None}
