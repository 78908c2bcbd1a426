"""A case that waits for the customer goes on as soon as they write."""

from datetime import timedelta

from actions.casework.handover import reply
from store.models.cases import CaseStatus
from store.models.conversations import MessageKind
from tests.actions.casework.conftest import Desk, taken_over

HOUR = timedelta(hours=1)


async def test_waiting_for_the_customer_stops_the_clock_until_they_write(desk: Desk) -> None:
    conversation = await taken_over(desk)
    due = (await desk.case()).due_at
    async with desk.database.transaction() as session:
        await reply(
            session, conversation, "方便发张照片吗？", desk.lee, desk.customer.now, desk.house, wait=True
        )
    case = await desk.case()
    assert (case.status, case.paused_at, case.due_at) == (CaseStatus.WAITING, desk.customer.now, due)
    desk.customer.now += 2 * HOUR
    await desk.customer.attach(MessageKind.PHOTO)
    case = await desk.case()
    assert (case.status, case.paused_at, case.due_at) == (CaseStatus.IN_PROGRESS, None, due + 2 * HOUR)
