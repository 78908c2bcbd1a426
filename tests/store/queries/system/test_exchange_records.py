"""Cases, customers and conversations as other systems read them."""

from datetime import datetime

import pytest

from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.address import Address
from store.models.cases import CaseKind, CaseStatus
from store.models.conversations import Direction
from store.queries.not_found import NotFound
from store.queries.record_pages import RecordPage
from store.queries.system.exchange_records import (
    CaseChoice,
    list_cases,
    list_customers,
    list_messages,
    list_talks,
    read_case_record,
    read_customer_record,
)
from tests.records import Records


async def test_cases_are_chosen_and_paged_newest_first(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        ann, bob = await records.customer(), await records.customer()
        member = await records.staff("lee")
        first = await records.case(ann, outlet="north", assignee_id=member.id)
        second = await records.case(bob, outlet="south", status=CaseStatus.SETTLED)
        third = await records.case(ann, outlet="north", kind=CaseKind.INQUIRY)
        pages = [await list_cases(session, RecordPage(after, 1), CaseChoice()) for after in (None, third.id)]
        assert [[case.id for case in page] for page in pages] == [
            [third.id, second.id],
            [second.id, first.id],
        ]
        choices = (
            CaseChoice(status=CaseStatus.SETTLED),
            CaseChoice(kind=CaseKind.INQUIRY, outlet="north"),
            CaseChoice(customer=ann.id),
        )
        found = [await list_cases(session, RecordPage(), choice) for choice in choices]
        assert [[case.id for case in cases] for cases in found] == [
            [second.id],
            [third.id],
            [third.id, first.id],
        ]
        record = await read_case_record(session, first.id)
        assert (record.assignee, record.customer_id, record.tags) == ("lee", ann.id, ())
        with pytest.raises(NotFound):
            await read_case_record(session, 99)


async def test_customers_come_with_their_attributes(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        ann = await records.customer(account=Address(5), external_id="A1", attributes={"Room": "9"})
        bob = await records.customer(account=Address(6))
        assert [each.id for each in await list_customers(session, RecordPage())] == [bob.id, ann.id]
        record = await read_customer_record(session, ann.id)
        assert (record.account, record.number, record.attributes) == (Address(5), "A1", {"Room": "9"})
        with pytest.raises(NotFound):
            await read_customer_record(session, 99)


async def test_messages_have_the_intent_of_the_reviewer(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.talk()
        other = await records.talk()
        heard = await records.heard(talk, "Where?", intent=Intent.PRAISE, corrected_intent=Intent.INQUIRY)
        await records.heard(other, "Thanks")
        [message] = await list_messages(session, RecordPage(), talk.id)
        assert (message.id, message.text, message.direction, message.intent) == (
            heard.id,
            "Where?",
            Direction.IN,
            Intent.INQUIRY,
        )
        assert [each.id for each in await list_talks(session, RecordPage())] == [other.id, talk.id]
        assert [each.id for each in await list_talks(session, RecordPage(), talk.customer_id)] == [talk.id]
        with pytest.raises(NotFound):
            await list_messages(session, RecordPage(), 99)


async def test_words_that_staff_took_back_are_missing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk, ann = await records.talk(), await records.staff("Ann")
        await records.heard(talk, "Where?")
        for text, deleted_at in (("Here", None), ("There", now)):
            message = await records.heard(talk, text)
            message.direction, message.staff_id, message.deleted_at = Direction.OUT, ann.id, deleted_at
        await session.flush()
        found = [
            (each.text, each.deleted_at, each.by_staff)
            for each in await list_messages(session, RecordPage(), talk.id)
        ]
    assert found == [(None, now, True), ("Here", None, True), ("Where?", None, False)]


async def test_cases_and_conversations_of_tests_are_marked(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        for is_test in (False, True):
            customer = await records.customer(is_test=is_test)
            await records.case(customer, await records.conversation(customer))
        cases = await list_cases(session, RecordPage(), CaseChoice())
        talks = await list_talks(session, RecordPage())
    assert [each.is_test for each in cases] == [True, False]
    assert [each.is_test for each in talks] == [True, False]
