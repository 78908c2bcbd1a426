"""Row 8: occasions are apart: an unhappy customer who is asked again does not count twice."""

from datetime import datetime

from store.engine.database import Database
from store.models.occasions import Occasion
from store.reports.sums.folding import fold_all
from store.reports.sums.grouping import By
from store.reports.sums.measures import Measure, Subject
from tests.numbers.world import SHANGHAI, define, figures, reported
from tests.records import Records


async def test_follow_ups_have_their_own_figure(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        define(records, "post_service")
        define(records, "case_settled", digest="2")
        for number in range(10):
            customer = await records.customer()
            asked = await records.invitation(customer)
            await records.answer(asked, "score", number=5 if number < 6 else 1)
            if number >= 6:
                case = await records.case(customer, invitation_id=asked.id)
                again = await records.follow_up(case, customer, now)
                await records.answer(again, "score", number=2)
    for _ in range(2):  # as stored, and as folded
        found = figures(await reported(database))
        service = found[Subject(Measure.CSAT, question="score")]
        after = found[Subject(Measure.CSAT, question="score", occasion=Occasion.CASE)]
        assert (service.n, service.value, after.n, after.value) == (10, 0.6, 4, 0.0)
        await fold_all(database, now, SHANGHAI)
    by_occasion = await reported(database, By.OCCASION)
    assert [group for group in by_occasion.funnels if group] == ["case", "service"]
