"""The list of conversations."""

from datetime import datetime, timedelta

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import CaseKind, CaseStatus
from store.models.conversations import MessageKind, Understood
from store.queries.conversations.conversation_rows import OpenCase
from tests.records import Records
from tests.store.queries.conversations.conftest import HOUR, listed, names


async def test_newest_conversation_comes_first(database: Database, four: None) -> None:
    assert await names(database) == ["angry", "unsure", "asking", "old"]


async def test_pages_follow_each_other_without_gap_or_repetition(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for number in range(7):
            # Three at a time fall into the same moment, so that the id has to decide.
            await records.conversation(
                await records.customer(str(number)), now + timedelta(microseconds=number // 3)
            )
    seen: list[str | None] = []
    after = None
    for _ in range(4):
        page = await listed(database, after=after, size=2)
        seen += [row.customer.first_name for row in page.rows]
        after = page.following
    assert (seen, after) == (["6", "5", "4", "3", "2", "1", "0"], None)


async def test_row_shows_case_score_and_what_was_said(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer("Wang")
        talk = await records.conversation(customer)
        await records.heard(talk, "Late!", Intent.COMPLAINT)
        await records.case(customer, talk, status=CaseStatus.SETTLED)
        case = await records.case(customer, talk, kind=CaseKind.RECOVERY)
        elsewhere = await records.conversation(customer)
        await records.case(customer, elsewhere)
        invitation = await records.invitation(customer)
        await records.said(talk, "How was it?", invitation=invitation)
        await records.answer(invitation, "satisfaction", number=2)
        await records.heard(
            talk,
            None,
            None,
            understood=Understood.PENDING,
            kind=MessageKind.VOICE,
            created_at=now + HOUR,
        )
    row = (await listed(database)).rows[0]
    assert row.id == talk.id
    assert row.case == OpenCase(case.reference or "", CaseKind.RECOVERY, case.due_at)
    assert [(score.question, score.number) for score in row.scores] == [("satisfaction", 2)]
    assert (row.digest.intents, row.digest.pending, row.digest.kind, row.digest.text) == (
        (Intent.COMPLAINT,),
        1,
        MessageKind.VOICE,
        None,
    )


async def test_case_that_waits_for_the_customer_is_not_overdue(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for paused_at in (None, now - 2 * HOUR):
            talk = await records.conversation(customer)
            await records.case(customer, talk, due_at=now - HOUR, paused_at=paused_at)
    rows = (await listed(database)).rows
    assert [row.case.is_overdue(now) for row in rows if row.case] == [False, True]


async def test_conversation_without_messages_is_listed(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await records.conversation(await records.customer(None))
    row = (await listed(database)).rows[0]
    assert (row.customer.first_name, row.digest.intents, row.case, row.scores) == (None, (), None, ())
