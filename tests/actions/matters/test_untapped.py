"""What stays unclear becomes a case for staff after the waiting time."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from actions.matters.untapped import check_untapped, is_over
from actions.settings.house import House, MatterRules
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.cases import Case, CaseKind
from store.models.conversations import Conversation
from store.models.queues import OutboxItem
from tests.actions.conftest import Customer, sure, unsure


async def test_unclear_messages_open_one_case_after_the_wait(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.write("还是那样", unsure(Intent.INQUIRY))
    await customer.write("就那个", unsure(Intent.INQUIRY))
    counts = [
        await check_untapped(database, customer.now + timedelta(minutes=minutes), house)
        for minutes in (9, 10, 30)
    ]
    async with database.reading() as session:
        case = (await session.scalars(select(Case))).one()
        told = list(await session.scalars(select(OutboxItem.payload).order_by(OutboxItem.id)))[-1]
        since = await session.scalar(select(Conversation.unclear_since))
    assert (counts, case.kind, since) == ([0, 1, 0], CaseKind.UNCLEAR, None)
    assert "HF-000001" in told["text"]


async def test_message_that_became_clear_opens_none(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.write("我的灯", unsure(Intent.INQUIRY))
    await customer.write("灯不亮，来修", sure(Intent.COMPLAINT))
    assert await check_untapped(database, customer.now + timedelta(hours=1), house) == 0


async def test_unclear_message_outlasts_the_silence(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.write("我的灯", unsure(Intent.INQUIRY))
    assert await check_untapped(database, customer.now + timedelta(days=3), house) == 1


async def test_button_names_the_kind_of_the_case_that_opened(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.write("我的灯", unsure(Intent.INQUIRY))
    (asked,) = await customer.write("那个灯", unsure(Intent.INQUIRY))
    await check_untapped(database, customer.now + timedelta(minutes=10), house)
    await customer.press(asked.buttons["投诉"])
    async with database.reading() as session:
        kinds = list(await session.scalars(select(Case.kind)))
    assert kinds == [CaseKind.COMPLAINT]


async def test_wait_is_business_time_unless_it_is_short(customer: Customer, house: House) -> None:
    night = customer.now + timedelta(hours=12)
    trial = replace(house, matters=MatterRules(unclear=timedelta(seconds=20)))
    assert not is_over(night, night + timedelta(hours=1), house)
    assert is_over(night, night + timedelta(seconds=20), trial)
