"""A snoozed case is out of the queue until its time, or until the customer writes."""

from datetime import timedelta

import pytest

from actions.casework import stalled
from actions.casework.filing.snoozing import snooze, wake, wake_due
from actions.casework.refusals import IsSettled, NotAhead
from actions.casework.settling import settle
from nlu.contract.labels import Intent
from store.models.cases import Case
from store.queries.cases.work_queue import next_case, read_queue
from tests.actions.casework.conftest import SOLVED, Desk
from tests.actions.conftest import sure

HOUR = timedelta(hours=1)


async def asleep(desk: Desk, case: Case, hours: float) -> None:
    async with desk.database.transaction() as session:
        await snooze(session, case.id, desk.customer.now + hours * HOUR, desk.lee, desk.customer.now)


async def queued(desk: Desk) -> tuple[int, int, int | None]:
    """How many cases are in the queue, how many are snoozed, and which is next."""
    async with desk.database.reading() as session:
        queue = await read_queue(session, desk.customer.now, desk.lee)
        return queue.count, queue.snoozed, await next_case(session, desk.customer.now, desk.lee)


async def test_case_comes_back_at_its_time(desk: Desk, case: Case) -> None:
    due = case.due_at
    await asleep(desk, case, 4)
    assert await queued(desk) == (0, 1, None)
    assert await wake_due(desk.database, desk.customer.now + 3 * HOUR, desk.house) == 0
    desk.customer.now += 4 * HOUR
    assert await wake_due(desk.database, desk.customer.now, desk.house) == 1
    assert await queued(desk) == (1, 0, case.id)
    assert await desk.steps() == ["opened", "snoozed", "woken"]
    assert "case.snoozed" in await desk.audited()
    assert (await desk.case()).due_at == due


async def test_case_comes_back_when_the_customer_writes(desk: Desk, case: Case) -> None:
    await asleep(desk, case, 4)
    await desk.customer.write("还没好吗？", sure(Intent.COMPLAINT))
    woken = await desk.case()
    assert (woken.id, woken.snoozed_until) == (case.id, None)
    assert "woken" in await desk.steps()


async def test_staff_put_it_back_once(desk: Desk, case: Case) -> None:
    await asleep(desk, case, 4)
    for _ in range(2):
        async with desk.database.transaction() as session:
            await wake(session, case.id, desk.kim, desk.customer.now)
    assert await desk.steps() == ["opened", "snoozed", "woken"]
    assert await queued(desk) == (1, 0, case.id)


@pytest.mark.parametrize("hours", [0, -1, 24 * 367])
async def test_time_must_be_ahead_within_a_year(desk: Desk, case: Case, hours: float) -> None:
    with pytest.raises(NotAhead):
        await asleep(desk, case, hours)


async def test_settled_case_is_not_snoozed_and_settling_ends_it(desk: Desk, case: Case) -> None:
    await asleep(desk, case, 4)
    async with desk.database.transaction() as session:
        await settle(session, case.id, desk.lee, desk.customer.now, desk.house, **SOLVED)
    assert (await desk.case()).snoozed_until is None
    with pytest.raises(IsSettled):
        await asleep(desk, case, 4)


async def test_snoozed_case_stalls_from_when_it_comes_back(desk: Desk, case: Case) -> None:
    await asleep(desk, case, 48)
    start = desk.customer.now
    assert await stalled.check_stalled_cases(desk.database, start + 47 * HOUR, desk.house) == 0
    await wake_due(desk.database, start + 48 * HOUR, desk.house)
    assert await stalled.check_stalled_cases(desk.database, start + 49 * HOUR, desk.house) == 0
    assert await stalled.check_stalled_cases(desk.database, start + 72 * HOUR, desk.house) == 1
