"""Row 13: who asked is a dimension, staff-initiated surveys are apart, and test customers count nowhere."""

from datetime import datetime

from store.engine.database import Database
from store.models.customers import Customer
from store.models.occasions import Occasion
from store.models.surveys import Reason
from store.reports.sums.folding import fold_all
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject
from tests.numbers.world import SHANGHAI, define, figures, reported
from tests.records import Records
from tests.store.reports.test_skips import tell

CSAT = Subject(Measure.CSAT, question="score")


async def test_what_staff_ask_for_is_apart(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        for number in range(4):
            source = Occasion.STAFF.source if number else "till"
            service = await records.service(str(number), source=source)
            asked = await records.invitation(await records.customer(), service_id=service.id)
            await records.answer(asked, "score", number=5 if number else 1)
    found = figures(await reported(database))
    staff = found[Subject(Measure.CSAT, question="score", occasion=Occasion.STAFF)]
    assert (found[CSAT].n, found[CSAT].value, staff.n, staff.value) == (1, 0.0, 3, 1.0)


async def test_test_customers_count_nowhere_also_when_marked_later(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        customers = [await records.customer() for _ in range(3)]
        for customer, number in zip(customers, (5, 5, 1), strict=True):
            await records.answer(await records.invitation(customer), "score", number=number)
    await fold_all(database, now, SHANGHAI)
    async with database.transaction() as session:
        (await session.get_one(Customer, customers[2].id)).is_test = True
    found = await reported(database)
    assert (figures(found)[CSAT].n, figures(found)[CSAT].value) == (2, 1.0)
    assert found.funnels[None].delivered == 2


async def test_skips_are_a_share_of_services_by_outlet(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        for reason in (None, None, None, Reason.WITH_STAFF):
            await tell(records, "north", "Li", reason)
    for by in (By.OUTLET, By.AGENT):
        (skipped,) = (await reported(database, by, with_answers=True)).skips
        assert (skipped.share.count, skipped.share.n, skipped.reasons) == (1, 4, {Reason.WITH_STAFF: 1})
