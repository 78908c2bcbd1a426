"""What came today."""

from datetime import datetime, timedelta

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.conversations import MessageKind
from store.queries.system.today import IncomingCounts, count_incoming
from tests.records import Records

HOUR = timedelta(hours=1)


async def test_messages_count_by_what_people_say_they_are(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer(), now - 30 * HOUR)
        await records.heard(talk, "Late again", Intent.INQUIRY, corrected_intent=Intent.COMPLAINT)
        await records.heard(talk, "Still late", Intent.COMPLAINT)
        await records.heard(talk, "Hm", Intent.PRAISE, 0.3)
        await records.heard(talk, None, None)
        await records.said(talk)
        await records.heard(talk, "Yesterday", Intent.COMPLAINT, created_at=now - 20 * HOUR)
    async with database.reading() as session:
        heard = await count_incoming(session, now - HOUR)
        later = await count_incoming(session, now + HOUR)
    assert heard == IncomingCounts(messages=4, uncertain=1, intents={Intent.COMPLAINT: 2, Intent.PRAISE: 1})
    assert list(heard.intents) == [Intent.COMPLAINT, Intent.PRAISE]
    assert later == IncomingCounts()


async def test_taps_and_commands_are_no_messages(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for kind in MessageKind:
            await records.heard(talk, None, None, kind=kind)
    async with database.reading() as session:
        heard = await count_incoming(session, now)
    assert heard == IncomingCounts(messages=len(MessageKind) - 2)


async def test_test_customers_are_not_counted(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for is_test in (False, True, True):
            customer = await records.customer(is_test=is_test)
            await records.heard(await records.conversation(customer))
    async with database.reading() as session:
        assert (await count_incoming(session, now)).messages == 1
