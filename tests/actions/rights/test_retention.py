"""Words that were kept for long enough are erased everywhere; numbers and what is younger stay."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.rights.retention import expire
from actions.settings.house import House
from actions.turn.open_conversation import open_turn
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.engine.search_terms import query_terms
from store.models.address import Address
from store.models.cases import CaseEvent, CaseStatus, CaseStep
from store.models.conversations import Conversation, Message, MessageKind, Mode, Note, Revision
from store.models.customers import Customer
from store.models.queues import Alarm, InboxItem, InboxStatus, OutboxItem, OutboxStatus
from store.models.reviews import (
    CorrectiveAction,
    CorrectiveStep,
    CorrectiveStepKind,
    Reading,
    SampledBy,
    SpotCheck,
)
from store.models.staff import AuditEntry
from store.models.staff_files import StaffFile
from store.models.surveys import InvitationStatus
from store.queries.conversations.conditions import ConversationFilter
from store.queries.conversations.message_search import find_messages
from store.reports.question_figures import Answers, count_answers, latest_comments
from store.reports.sums.folding import fold_all
from store.reports.sums.scope import Scope
from tests.conftest import NOON
from tests.records import Records
from tests.traces import places

pytestmark = pytest.mark.dates

WORD = "quetzalcoatl"
LONG_AGO, KEPT = NOON - timedelta(days=400), timedelta(days=365)
IN_WORDS = {
    *(
        "answers",
        "case_events",
        "cases",
        "corrective_steps",
        "customers",
        "inbox",
        "messages",
        "notes",
        "readings",
        "revisions",
        "services",
        "staff_files",
    ),
}
ZONE = ZoneInfo("Asia/Shanghai")


async def visit(records: Records, at: datetime, case: CaseStatus = CaseStatus.SETTLED) -> Conversation:
    """A customer whose words are in every place that holds words."""
    customer = await records.customer(WORD, username=WORD)
    talk = await records.conversation(customer, at)
    said = await records.heard(talk, f"A bicycle for {WORD}", Intent.COMPLAINT, created_at=at)
    records.session.add(Revision(message_id=said.id, text=f"A bike for {WORD}", replaced_at=at))
    file = {"file_name": f"{WORD}.pdf"}
    await records.heard(talk, None, None, kind=MessageKind.DOCUMENT, attachment=file, created_at=at)
    written = await records.said(talk, f"Dear {WORD}", at=at)
    records.session.add(StaffFile(message_id=written.id, content=WORD.encode()))
    opened = await records.case(customer, talk, status=case, opened_at=at, order_number=WORD)
    colleague = await records.staff(f"lee-{talk.id}")
    step = CaseEvent(case_id=opened.id, step=CaseStep.NOTE, detail=f"Call {WORD}", at=at)
    note = Note(conversation_id=talk.id, staff_id=colleague.id, text=f"{WORD} called", at=at)
    records.session.add_all([step, note])
    drawn = {"sampled_by": SampledBy.EVERYTHING, "first": at.date(), "last": at.date(), "seed": 1}
    check = SpotCheck(**drawn, population=1, staff_id=colleague.id, created_at=at)
    records.session.add(check)
    await records.session.flush()
    which = {"spot_check_id": check.id, "conversation_id": talk.id, "turn": 1}
    reading = Reading(**which, marks={"courtesy": "met"}, comment=WORD, done_at=at)
    records.session.add(reading)
    await _correct(records.session, reading, colleague.id, at)
    asked = await records.invitation(customer, sent_at=at, created_at=at, status=InvitationStatus.COMPLETED)
    await records.answer(asked, "satisfaction", number=2, answered_at=at)
    await records.answer(asked, "comment", text=f"Never again: {WORD}", answered_at=at)
    await records.service(f"r{talk.id}", received_at=at, customer_phone=WORD)
    return talk


async def _correct(session: AsyncSession, reading: Reading, staff_id: int, at: datetime) -> None:
    await session.flush()
    task = {"criterion": "courtesy", "staff_id": staff_id, "due_at": at, "created_at": at}
    session.add(action := CorrectiveAction(reading_id=reading.id, **task))
    await session.flush()
    given = CorrectiveStepKind.ASSIGNED
    session.add(CorrectiveStep(action_id=action.id, step=given, staff_id=staff_id, note=WORD, at=at))


def update_of(number: int, at: datetime, status: InboxStatus = InboxStatus.DONE) -> InboxItem:
    body = {"message": {"text": WORD}}
    return InboxItem(
        bot=Address(1),
        update_id=number,
        lane=Address(1),
        body=body,
        status=status,
        attempts=1,
        due_at=at,
        received_at=at,
    )


async def counts(
    database: Database,
) -> tuple[dict[Intent | None, int], Answers, Answers, list[object | None]]:
    """What reports are made of."""
    async with database.reading() as session:
        intents = await session.execute(select(Message.intent, func.count()).group_by(Message.intent))
        answers = await count_answers(session, Scope())
        marks: list[object | None] = [*await session.scalars(select(Reading.marks))]
        return dict(intents.tuples().all()), answers["satisfaction"], answers["comment"], marks


async def test_words_go_from_everywhere_and_numbers_stay(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await visit(Records(session, now), LONG_AGO)
        session.add(update_of(1, LONG_AGO))
    await fold_all(database, now, ZONE)
    before = await counts(database)
    assert await places(database, WORD) == IN_WORDS
    erased = await expire(database, now - KEPT, now)
    assert erased == {"conversations": 1, "comments": 1, "phones": 1, "updates": 1, "sends": 1}
    assert await places(database, WORD) == set()
    assert await counts(database) == before
    async with database.reading() as session:
        found = await find_messages(session, query_terms("bicycle"), ConversationFilter())
        assert (found.rows, await latest_comments(session, Scope())) == ((), ())
        assert await session.scalar(select(Conversation.words_erased_at)) == now
        actions = select(AuditEntry.actor, AuditEntry.action, AuditEntry.detail).order_by(AuditEntry.id)
        assert [tuple(row) for row in await session.execute(actions)] == [
            ("system", "retention.erased", {kind: 1}) for kind in erased
        ]


async def test_what_is_young_or_still_needed_stays(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        young = await visit(records, now - timedelta(days=9))
        needed = await visit(records, LONG_AGO, CaseStatus.OPEN)
        session.add_all([update_of(1, now), update_of(2, LONG_AGO, InboxStatus.WAITING)])
    erased = await expire(database, now - KEPT, now)
    assert erased == {"conversations": 0, "comments": 1, "phones": 1, "updates": 0, "sends": 1}
    async with database.reading() as session:
        words = select(Message.conversation_id).where(Message.text.is_not(None)).distinct()
        assert sorted(await session.scalars(words)) == [young.id, needed.id]
        assert await session.scalar(select(func.count(InboxItem.id))) == 2


async def test_customer_of_whom_words_are_left_keeps_the_name(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await visit(records, LONG_AGO)
        customer = await session.get_one(Customer, talk.customer_id)
        await records.heard(await records.conversation(customer, now), "Hello again")
    await expire(database, now - KEPT, now)
    assert "customers" in await places(database, WORD)


async def test_second_look_finds_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await visit(Records(session, now), LONG_AGO)
    await expire(database, now - KEPT, now)
    assert not any((await expire(database, now - KEPT, now)).values())


async def test_many_are_erased_in_parts(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for _ in range(230):
            await records.heard(await records.conversation(await records.customer(WORD), LONG_AGO), WORD)
            await session.flush()
        session.add_all(update_of(number, LONG_AGO) for number in range(1100))
    async with database.transaction() as session:
        for talk in await session.scalars(select(Conversation)):
            talk.last_message_at = LONG_AGO
    erased = await expire(database, now - KEPT, now)
    assert (erased["conversations"], erased["updates"]) == (230, 1100)
    assert await places(database, WORD) == set()


async def test_dropped_update_takes_its_alarm_along_and_its_number_is_free(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        item = update_of(1, LONG_AGO, InboxStatus.PARKED)
        session.add(item)
        await session.flush()
        session.add(Alarm(kind="inbox.parked", subject=f"inbox:{item.id}", raised_at=LONG_AGO))
        talk = await records.conversation(await records.customer())
        await records.heard(talk, inbox_id=item.id)
    await expire(database, now - KEPT, now)
    async with database.transaction() as session:
        assert list(await session.scalars(select(Alarm.cleared_at))) == [now]
        await Records(session, now).heard(talk, inbox_id=item.id)  # another update has this number now


@pytest.mark.parametrize("status", [OutboxStatus.PENDING, OutboxStatus.SENDING])
async def test_what_is_still_to_be_sent_stays(
    database: Database, now: datetime, status: OutboxStatus
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer(), LONG_AGO)
        await records.said(talk, status=status, at=LONG_AGO)
    await expire(database, now - KEPT, now)
    async with database.reading() as session:
        assert list(await session.scalars(select(OutboxItem.status))) == [status]


@pytest.mark.parametrize("mode", [Mode.BOT, Mode.STAFF])
async def test_conversation_without_words_does_not_go_on(
    database: Database, now: datetime, house: House, mode: Mode
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer(address=Address(1), account=Address(1))
        talk = await records.conversation(customer, now, mode=mode)
    await expire(database, now + KEPT, now)
    async with database.transaction() as session:
        turn = await open_turn(session, await session.get_one(Customer, customer.id), now, house)
        assert turn.conversation.id != talk.id
