"""Services without a survey, as the funnel counts them."""

from datetime import datetime, timedelta

import pytest

from store.engine.database import Database
from store.models.surveys import Decision, Outcome, Phase, Reason
from store.queries.paging import Cursor
from store.queries.surveys.unasked import UnaskedRow, list_unasked
from store.reports.funnel import count_skipped
from store.reports.sums.scope import Scope
from tests.records import Records

DAY = timedelta(days=1)


async def skipped(database: Database, now: datetime) -> dict[str, int]:
    """Three services without a survey and one that was decided again; the newest talk of Wang."""
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        await records.conversation(customer)
        talk = await records.conversation(customer)

        async def decide(number: int, reason: Reason | None, outlet: str, **values: object) -> None:
            known = customer.id if number else None
            service = await records.service(
                str(number), customer_id=known, outlet=outlet, ended_at=now - 2 * DAY
            )
            outcome = Outcome.SKIPPED if reason else Outcome.SCHEDULED
            decided = {"phase": Phase.RECEIVED, "outcome": outcome, "reason": reason, "facts": {}, **values}
            session.add(Decision(service_id=service.id, survey_key="post_service", **decided))
            await session.flush()

        await decide(0, Reason.UNKNOWN_CUSTOMER, "north", decided_at=now - DAY)
        await decide(1, Reason.COOLDOWN, "north", decided_at=now)
        await decide(2, Reason.COOLDOWN, "south", decided_at=now)
        await decide(3, Reason.COOLDOWN, "south", decided_at=now, is_last=False)
        await decide(4, None, "south", decided_at=now)
        tester = await records.customer(is_test=True)
        await decide(5, Reason.COOLDOWN, "north", decided_at=now, customer_id=tester.id)
    return {"talk": talk.id, "customer": customer.id}


async def listed(database: Database, scope: Scope, reason: Reason | None = None) -> list[UnaskedRow]:
    async with database.reading() as session:
        return list((await list_unasked(session, scope, reason)).rows)


@pytest.mark.parametrize("outlet", [None, "north", "south"])
async def test_list_has_as_many_rows_as_were_counted(
    database: Database, now: datetime, outlet: str | None
) -> None:
    await skipped(database, now)
    scope = Scope("post_service", since=now - 3 * DAY, until=now + DAY, outlet=outlet)
    async with database.reading() as session:
        counts = await count_skipped(session, scope)
    assert {reason: len(await listed(database, scope, reason)) for reason in counts} == dict(counts)
    assert len(await listed(database, scope)) == sum(counts.values())


async def test_rows_lead_to_the_customer(database: Database, now: datetime) -> None:
    ids = await skipped(database, now)
    newest, _, oldest = await listed(database, Scope())
    assert newest.customer is not None
    assert (newest.source_id, newest.customer.id, newest.conversation_id) == (
        "2",
        ids["customer"],
        ids["talk"],
    )
    assert (oldest.reason, oldest.customer, oldest.conversation_id) == (Reason.UNKNOWN_CUSTOMER, None, None)


async def test_pages_follow_each_other(database: Database, now: datetime) -> None:
    await skipped(database, now)
    seen: list[str] = []
    after: Cursor | None = None
    while True:
        async with database.reading() as session:
            page = await list_unasked(session, Scope(), after=after, size=1)
        seen += [row.source_id for row in page.rows]
        after = page.following
        if after is None:
            break
    assert seen == ["2", "1", "0"]
