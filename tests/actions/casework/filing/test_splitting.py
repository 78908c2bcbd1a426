"""A message becomes another case."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from actions.casework.filing.merging import merge_cases
from actions.casework.filing.splitting import split_message
from actions.casework.refusals import NothingToSplit
from nlu.contract.labels import Intent
from store.models.cases import Case, CaseEvent, CaseKind, CaseStatus, CaseStep
from store.models.conversations import Conversation, Direction, Message, MessageKind
from store.models.customers import Customer
from store.queries.not_found import NotFound
from tests.actions.casework.conftest import Desk
from tests.actions.conftest import sure
from tests.records import Records


async def newest(desk: Desk, direction: Direction) -> Message:
    async with desk.database.reading() as session:
        found = select(Message).where(Message.direction == direction).order_by(Message.id.desc()).limit(1)
        return (await session.scalars(found)).one()


async def split(desk: Desk, message: Message, kind: CaseKind = CaseKind.INQUIRY) -> Case:
    async with desk.database.transaction() as session:
        return await split_message(
            session, message.conversation_id, message.id, kind, desk.lee, desk.customer.now, desk.house
        )


async def test_message_opens_a_case_that_is_due_from_when_it_came(desk: Desk, case: Case) -> None:
    await desk.customer.write("发票也开错了！", sure(Intent.COMPLAINT))
    message, matter = await newest(desk, Direction.IN), (await desk.conversation()).matter_id
    opened = await split(desk, message)
    due = desk.house.calendar.after(message.created_at, desk.house.first_reply)
    assert (opened.kind, opened.message_id, opened.due_at) == (CaseKind.INQUIRY, message.id, due)
    assert (opened.customer_id, opened.status) == (case.customer_id, CaseStatus.OPEN)
    assert (await desk.conversation()).matter_id == matter
    assert "case.split" in await desk.audited()


@pytest.mark.parametrize(
    ("replied_after", "is_due_from_now"), [(timedelta(hours=1), True), (timedelta(days=3), False)]
)
async def test_words_that_were_answered_in_time_are_not_overdue_at_once(
    desk: Desk, case: Case, replied_after: timedelta, is_due_from_now: bool
) -> None:
    await desk.customer.write("发票也开错了！", sure(Intent.COMPLAINT))
    message = await newest(desk, Direction.IN)
    async with desk.database.transaction() as session:
        talk = await session.get_one(Conversation, message.conversation_id)
        at = message.created_at + replied_after
        session.add(
            Message(
                conversation_id=talk.id,
                direction=Direction.OUT,
                kind=MessageKind.TEXT,
                text="好",
                staff_id=desk.lee,
                created_at=at,
            )
        )
    now = message.created_at + timedelta(days=7)
    async with desk.database.transaction() as session:
        opened = await split_message(
            session, message.conversation_id, message.id, CaseKind.INQUIRY, desk.lee, now, desk.house
        )
    begins = now if is_due_from_now else message.created_at
    assert opened.due_at == desk.house.calendar.after(begins, desk.house.first_reply)


async def test_both_cases_name_each_other(desk: Desk, case: Case) -> None:
    await desk.customer.write("还是坏的！", sure(Intent.COMPLAINT))
    opened = await split(desk, await newest(desk, Direction.IN), CaseKind.COMPLAINT)
    async with desk.database.reading() as session:
        events = select(CaseEvent.case_id, CaseEvent.detail).where(CaseEvent.step == CaseStep.SPLIT)
        found = dict((await session.execute(events)).tuples().all())
    assert found == {opened.id: case.reference, case.id: opened.reference}


async def test_message_of_a_merged_case_is_split_from_the_kept_one(desk: Desk, case: Case) -> None:
    await desk.customer.write("还是坏的！", sure(Intent.COMPLAINT))
    async with desk.database.transaction() as session:
        customer = await session.get_one(Customer, case.customer_id)
        kept = await Records(session, desk.customer.now).case(customer)
        await merge_cases(session, case.id, kept.id, desk.lee, desk.customer.now, desk.house)
    opened = await split(desk, await newest(desk, Direction.IN))
    async with desk.database.reading() as session:
        events = select(CaseEvent.case_id, CaseEvent.detail).where(CaseEvent.step == CaseStep.SPLIT)
        found = dict((await session.execute(events)).tuples().all())
    assert found == {opened.id: kept.reference, kept.id: opened.reference}


async def test_merging_takes_it_back(desk: Desk, case: Case) -> None:
    await desk.customer.write("还是坏的！", sure(Intent.COMPLAINT))
    opened = await split(desk, await newest(desk, Direction.IN))
    async with desk.database.transaction() as session:
        await merge_cases(session, opened.id, case.id, desk.lee, desk.customer.now, desk.house)
    async with desk.database.reading() as session:
        assert (await session.get_one(Case, opened.id)).merged_into_id == case.id


async def test_words_of_ours_and_those_that_opened_a_case_are_not_split(desk: Desk, case: Case) -> None:
    opening = await newest(desk, Direction.IN)
    for message in (opening, await newest(desk, Direction.OUT)):
        with pytest.raises(NothingToSplit):
            await split(desk, message)
    opening.conversation_id += 1
    with pytest.raises(NotFound):
        await split(desk, opening)


async def test_photo_of_a_day_later_belongs_to_another_matter(desk: Desk, case: Case) -> None:
    await desk.customer.write("发票也开错了！", sure(Intent.COMPLAINT))
    message = await newest(desk, Direction.IN)
    photos = []
    async with desk.database.transaction() as session:
        records = Records(session, desk.customer.now)
        talk = await session.get_one(Conversation, message.conversation_id)
        for later in (timedelta(minutes=1), timedelta(days=1)):
            at = message.created_at + later
            photos.append(await records.heard(talk, None, None, kind=MessageKind.PHOTO, created_at=at))
    opened = await split(desk, message)
    async with desk.database.reading() as session:
        events = select(CaseEvent.message_id).where(
            CaseEvent.case_id == opened.id, CaseEvent.step == CaseStep.MESSAGE
        )
        assert list(await session.scalars(events)) == [photos[0].id]
