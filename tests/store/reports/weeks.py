"""Weeks of answers and cases, steady until the last one."""

from datetime import datetime, timedelta

from store.models.cases import CaseKind
from tests.numbers.world import define
from tests.records import Records

WEEK = timedelta(days=7)


async def play_weeks(records: Records, now: datetime, *, outlet: str = "north", last: int = 10) -> None:
    """Ten weeks in which 16 of 20 are satisfied and 4 of 10 cases are complaints; then a week of `last`."""
    define(records, "post_service")
    for back in range(11, 0, -1):
        sent = now - back * WEEK
        satisfied = last if back == 1 else 16 + back % 2
        for number in range(20):
            asked = await records.invitation(
                await records.customer(),
                outlet=outlet,
                created_at=sent,
                sent_at=sent,
                delivered_at=sent,
                expires_at=sent + WEEK / 2,
            )
            await records.answer(asked, "score", number=5 if number < satisfied else 2, answered_at=sent)
        customer = await records.customer()
        for number in range(10):
            kind = CaseKind.COMPLAINT if number < 4 + back % 2 else CaseKind.INQUIRY
            await records.case(customer, kind=kind, outlet=outlet, opened_at=sent)
