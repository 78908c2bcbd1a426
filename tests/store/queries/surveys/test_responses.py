"""The rows behind the numbers."""

from datetime import datetime, timedelta

import pytest

from store.engine.database import Database
from store.models.occasions import Occasion
from store.models.surveys import InvitationStatus
from store.queries.paging import Cursor
from store.queries.surveys.responses import ResponseFilter, Step, list_responses
from store.reports.sums.scope import Scope
from tests.records import Records

DAY = timedelta(days=1)


async def asked(database: Database, now: datetime) -> dict[str, int]:
    """Invitations that came differently far, by a name for each."""
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        talk = await records.conversation(customer)
        happy = await records.invitation(customer, outlet="north", agent="Lee", sent_at=now - DAY)
        await records.said(talk, invitation=happy)
        await records.answer(happy, "satisfaction", number=5)
        cross = await records.invitation(customer, outlet="south", sent_at=now - 2 * DAY, delivered_at=None)
        await records.answer(cross, "satisfaction", number=1)
        silent = await records.invitation(
            customer, status=InvitationStatus.EXPIRED, sent_at=now - 3 * DAY, created_at=now - 3 * DAY
        )
        await records.answer(silent, "satisfaction")  # skipped
        waiting = await records.invitation(
            customer, status=InvitationStatus.SCHEDULED, sent_at=None, delivered_at=None
        )
    return {"happy": happy.id, "cross": cross.id, "silent": silent.id, "waiting": waiting.id, "talk": talk.id}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (ResponseFilter(Scope()), ["waiting", "happy", "cross", "silent"]),
        (ResponseFilter(Scope(), step=Step.SENT), ["happy", "cross", "silent"]),
        (ResponseFilter(Scope(), step=Step.DELIVERED), ["happy", "cross", "silent"]),
        (ResponseFilter(Scope(), step=Step.ANSWERED), ["happy", "cross"]),
        (ResponseFilter(Scope(), status=InvitationStatus.EXPIRED), ["silent"]),
        (ResponseFilter(Scope(outlet="north")), ["happy"]),
        (ResponseFilter(Scope(), agent="Lee"), ["happy"]),
        (ResponseFilter(Scope(), question="satisfaction"), ["happy", "cross"]),
        (ResponseFilter(Scope(), question="satisfaction", highest=2), ["cross"]),
        (ResponseFilter(Scope(), question="satisfaction", lowest=4), ["happy"]),
        (ResponseFilter(Scope(survey_key="recommendation")), []),
    ],
)
async def test_filters_choose_what_the_numbers_counted(
    database: Database, now: datetime, wanted: ResponseFilter, names: list[str]
) -> None:
    ids = await asked(database, now)
    async with database.reading() as session:
        page = await list_responses(session, wanted)
    assert [row.id for row in page.rows] == [ids[name] for name in names]


async def test_row_has_answers_and_leads_to_the_conversation(database: Database, now: datetime) -> None:
    ids = await asked(database, now)
    async with database.reading() as session:
        page = await list_responses(session, ResponseFilter(Scope(outlet="north")))
    row = page.rows[0]
    assert (row.conversation_id, row.agent, [given.number for given in row.given]) == (
        ids["talk"],
        "Lee",
        [5],
    )


async def test_pages_follow_each_other(database: Database, now: datetime) -> None:
    ids = await asked(database, now)
    seen: list[int] = []
    after: Cursor | None = None
    while True:
        async with database.reading() as session:
            page = await list_responses(session, ResponseFilter(Scope()), after, 1)
        seen += [row.id for row in page.rows]
        after = page.following
        if after is None:
            break
    assert seen == [ids[name] for name in ("waiting", "happy", "cross", "silent")]


async def test_occasions_are_listed_apart(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        asked = {}
        for occasion in Occasion:
            source = "till" if occasion is Occasion.SERVICE else occasion.source
            service = await records.service(occasion, source=source)
            asked[occasion] = {(await records.invitation(customer, service_id=service.id)).id}
        asked[Occasion.SERVICE].add((await records.invitation(customer)).id)
    async with database.reading() as session:
        found = {
            occasion: (await list_responses(session, ResponseFilter(Scope(), occasion=occasion))).rows
            for occasion in Occasion
        }
        funnel = await list_responses(session, ResponseFilter(Scope(), is_in_funnel=True))
    assert {occasion: {row.id for row in rows} for occasion, rows in found.items()} == asked
    assert all(row.occasion is occasion for occasion, rows in found.items() for row in rows)
    assert {row.id for row in funnel.rows} == set().union(
        *(ids for occasion, ids in asked.items() if occasion is not Occasion.BOOKING)
    )
