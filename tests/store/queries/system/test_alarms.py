"""What staff must know about the system."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.address import Address
from store.models.queues import InboxItem, InboxStatus, OutboxStatus
from store.queries.customer_labels import customer_card
from store.queries.system.alarms import AlarmCounts, Thing, count_alarms, list_alarms, things
from store.queues.alarm_rows import clear_alarm, raise_alarm
from tests.plans import plans
from tests.records import Records

WEEK = timedelta(days=7)


def update(number: int, status: InboxStatus, now: datetime) -> InboxItem:
    return InboxItem(
        bot=Address(1),
        update_id=number,
        lane=Address(1),
        body={},
        status=status,
        attempts=5,
        due_at=now,
        error="ValueError",
        received_at=now,
    )


async def test_quiet_system_has_no_alarms(database: Database, now: datetime) -> None:
    async with database.reading() as session:
        counts = await count_alarms(session, now - WEEK)
    assert (counts, counts.total) == (AlarmCounts(0, 0, 0), 0)


async def test_each_trouble_is_counted_once(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.said(talk, status=OutboxStatus.SENT)
        unknown = await records.said(talk, status=OutboxStatus.UNKNOWN)
        await records.said(talk, status=OutboxStatus.UNKNOWN, at=now - WEEK - timedelta(seconds=1))
        refused = await records.sending(None, OutboxStatus.FAILED)
        session.add_all([update(1, InboxStatus.PARKED, now), update(2, InboxStatus.DONE, now)])
        await raise_alarm(session, "inbox.parked", "inbox:1", now)
        await raise_alarm(session, "outbox.unknown", "outbox:2", now)
        await raise_alarm(session, "telegram.conflict", "bot:1", now)
        await raise_alarm(session, "telegram.unreadable", "bot:1", now)
        await clear_alarm(session, "telegram.unreadable", "bot:1", now)
    async with database.reading() as session:
        counts = await count_alarms(session, now - WEEK)
        found = await list_alarms(session, now - WEEK)
    assert (counts, counts.total) == (AlarmCounts(raised=1, parked=1, in_doubt=2), 4)
    assert [(alarm.kind, alarm.subject) for alarm in found.raised] == [("telegram.conflict", "bot:1")]
    assert [(each.update_id, each.attempts, each.error) for each in found.parked] == [(1, 5, "ValueError")]
    assert [(send.id, send.status, send.conversation_id, send.message_id) for send in found.in_doubt] == [
        (found.in_doubt[0].id, OutboxStatus.UNKNOWN, talk.id, unknown.id),
        (refused.id, OutboxStatus.FAILED, None, None),
    ]


async def test_what_waits_for_staff_is_found_without_reading_the_queues(
    database: Database, now: datetime
) -> None:
    async with plans(database) as found, database.reading() as session:
        await count_alarms(session, now - WEEK)
        await list_alarms(session, now - WEEK)
    counting, _, updates, sends = found
    assert ["ix_inbox_parked" in each for each in found] == [True, False, True, False], found
    assert ["ix_outbox_in_doubt" in each for each in (counting, updates, sends)] == [True, False, True], found


async def test_subjects_stand_for_cases_and_conversations(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        opened, talk = await records.case(customer), await records.conversation(customer)
        card = customer_card(customer)
    async with database.reading() as session:
        known = f"case:{opened.reference}"
        assert await things(
            session,
            [known, f"conversation:{talk.id}", "case:HF-999999", "conversation:99", "inbox:7", "bot:1"],
        ) == {
            known: Thing(case_id=opened.id, customer=card),
            f"conversation:{talk.id}": Thing(conversation_id=talk.id, customer=card),
        }
        assert await things(session, []) == {}
