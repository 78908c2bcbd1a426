"""Customers who ask hear how their case stands; what is not solved is opened again."""

from datetime import timedelta

from sqlalchemy import select, update

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.cases import Case, CaseKind, CaseStatus
from store.models.queues import Alarm
from tests.actions.conftest import Customer, sure, texts, unsure


async def the_case(database: Database) -> Case:
    async with database.reading() as session:
        return (await session.scalars(select(Case))).one()


async def settled(customer: Customer, database: Database) -> None:
    """A complaint, settled by staff."""
    await customer.write("床垫塌了", sure(Intent.COMPLAINT))
    async with database.transaction() as session:
        await session.execute(update(Case).values(status=CaseStatus.SETTLED, settled_at=customer.now))


async def test_follow_up_tells_the_state_and_marks_the_case(customer: Customer, database: Database) -> None:
    await customer.write("床垫塌了", sure(Intent.COMPLAINT))
    (said,) = texts(await customer.write("怎么样了", sure(Intent.FOLLOW_UP)))
    case = await the_case(database)
    assert ("HF-000001" in said, case.chased_at) == (True, customer.now)


async def test_follow_up_after_the_promised_time_is_sorry(customer: Customer, house: House) -> None:
    await customer.write("床垫塌了", sure(Intent.COMPLAINT))
    customer.now += timedelta(hours=23)
    (said,) = texts(await customer.write("HF-000001？", sure(Intent.INQUIRY)))
    assert said == house.replies.text(Language.ZH, Reply.STATE_LATE, reference="HF-000001", assignee="")


async def test_follow_up_finds_the_case_of_an_earlier_conversation(
    customer: Customer, database: Database
) -> None:
    await customer.write("床垫塌了", sure(Intent.COMPLAINT))
    async with database.transaction() as session:
        await session.execute(update(Case).values(conversation_id=None))
    (said,) = texts(await customer.write("有消息吗", sure(Intent.FOLLOW_UP)))
    assert "HF-000001" in said


async def test_unsolved_matter_is_reopened_at_once(customer: Customer, database: Database) -> None:
    await settled(customer, database)
    (said,) = texts(await customer.write("床垫根本没修好", sure(Intent.COMPLAINT)))
    case = await the_case(database)
    async with database.reading() as session:
        alarms = list(await session.scalars(select(Alarm.kind)))
    assert "HF-000001" in said
    assert (case.status, case.settled_at, case.kind) == (CaseStatus.OPEN, None, CaseKind.COMPLAINT)
    assert alarms == ["case.unresolved"]


async def test_closed_matter_is_offered_and_reopened_by_the_button_once(
    customer: Customer, database: Database, house: House
) -> None:
    await settled(customer, database)
    (offer,) = await customer.write("那件事怎么样了", sure(Intent.FOLLOW_UP))
    button = offer.buttons[house.replies.text(Language.ZH, Reply.REOPEN_YES)]
    first, second = await customer.press(button), await customer.press(button)
    assert (await the_case(database)).status is CaseStatus.OPEN
    assert (len(texts(first)), texts(second)) == (1, [])


async def test_closed_matter_stays_closed_when_the_customer_says_no(
    customer: Customer, database: Database, house: House
) -> None:
    await settled(customer, database)
    await customer.write("那件事怎么样了", sure(Intent.FOLLOW_UP))
    sent = await customer.write("不用了", unsure(Intent.WITHDRAW))
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.LEFT_CLOSED)]
    assert (await the_case(database)).status is CaseStatus.SETTLED


async def test_follow_up_without_a_matter_asks_what_it_is_about(customer: Customer, house: House) -> None:
    sent = await customer.write("怎么样了", sure(Intent.FOLLOW_UP))
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.ASK_MATTER)]
