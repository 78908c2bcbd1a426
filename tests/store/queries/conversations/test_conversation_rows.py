"""The list of conversations."""

from datetime import datetime, timedelta

import pytest

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.cases import CaseKind, CaseStatus
from store.models.conversations import MessageKind, Understood
from store.queries.conversations.conditions import CaseCondition, ConversationFilter
from store.queries.conversations.conversation_rows import ConversationRow, OpenCase, list_conversations
from store.queries.paging import Cursor, Page
from tests.records import Records

HOUR = timedelta(hours=1)


async def listed(
    database: Database,
    wanted: ConversationFilter | None = None,
    after: Cursor | None = None,
    size: int = 50,
) -> Page[ConversationRow]:
    async with database.reading() as session:
        return await list_conversations(session, wanted or ConversationFilter(), after=after, size=size)


async def names(database: Database, wanted: ConversationFilter | None = None) -> list[str | None]:
    return [row.customer.first_name for row in (await listed(database, wanted)).rows]


@pytest.fixture
async def four(database: Database, now: datetime) -> None:
    """Four customers, the last one the newest."""
    async with database.transaction() as session:
        records = Records(session, now)
        old = await records.conversation(await records.customer("old"), now - 48 * HOUR)
        await records.heard(old, "Danke", Intent.THANKS, created_at=now - 47 * HOUR)
        asking = await records.conversation(await records.customer("asking"), now - 3 * HOUR)
        await records.heard(asking, "When?", Intent.INQUIRY, created_at=now - 3 * HOUR)
        unsure = await records.conversation(await records.customer("unsure"), now - 2 * HOUR)
        await records.heard(unsure, "嗯", Intent.PRAISE, 0.2, language=Language.ZH, created_at=now - 2 * HOUR)
        angry = await records.customer("angry")
        complaint = await records.conversation(angry, now - HOUR)
        await records.heard(complaint, "Bad", Intent.COMPLAINT, created_at=now - HOUR)
        await records.case(angry, complaint)


async def test_newest_conversation_comes_first(database: Database, four: None) -> None:
    assert await names(database) == ["angry", "unsure", "asking", "old"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ConversationFilter(intent=Intent.COMPLAINT), ["angry"]),
        (ConversationFilter(intent=Intent.BYE), []),
        (ConversationFilter(language=Language.ZH), ["unsure"]),
        (ConversationFilter(language=Language.EN), ["angry", "asking", "old"]),
        (ConversationFilter(uncertain=True), ["unsure"]),
        (ConversationFilter(case=CaseCondition.OPEN), ["angry"]),
        (ConversationFilter(case=CaseCondition.OPEN, uncertain=True), []),
    ],
)
async def test_filter_leaves_out_what_is_not_wanted(
    database: Database, four: None, wanted: ConversationFilter, expected: list[str]
) -> None:
    assert await names(database, wanted) == expected


async def test_period_takes_talk_that_ended_in_it(database: Database, four: None, now: datetime) -> None:
    assert await names(database, ConversationFilter(since=now - 2 * HOUR)) == ["angry", "unsure"]
    assert await names(database, ConversationFilter(until=now - 2 * HOUR)) == ["asking", "old"]
    during = ConversationFilter(since=now - 47 * HOUR, until=now - 47 * HOUR + timedelta(seconds=1))
    assert await names(database, during) == ["old"]


async def test_people_overrule_the_model_in_the_filter(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        chosen = await records.conversation(await records.customer("chosen"))
        await records.heard(chosen, "Hm", Intent.PRAISE, 0.3, chosen_intent=Intent.INQUIRY)
        corrected = await records.conversation(await records.customer("corrected"))
        await records.heard(
            corrected, "Hm", Intent.PRAISE, chosen_intent=Intent.INQUIRY, corrected_intent=Intent.COMPLAINT
        )
    assert await names(database, ConversationFilter(intent=Intent.PRAISE)) == []
    assert await names(database, ConversationFilter(intent=Intent.INQUIRY)) == ["chosen"]
    assert await names(database, ConversationFilter(intent=Intent.COMPLAINT)) == ["corrected"]
    assert await names(database, ConversationFilter(uncertain=True)) == []


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
