"""A case that its customer takes back is asked about once and closed as withdrawn."""

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.cases import Case, CaseStatus
from store.models.conversations import Conversation
from store.models.surveys import Invitation
from tests.actions.conftest import Customer, sure, texts, unsure


async def status(database: Database) -> CaseStatus:
    async with database.reading() as session:
        return (await session.scalars(select(Case.status))).one()


async def test_button_withdraws_without_apology_or_survey(
    customer: Customer, database: Database, house: House
) -> None:
    await customer.write("包裹没到", sure(Intent.COMPLAINT))
    (asked,) = await customer.write("找到了，撤销投诉", sure(Intent.WITHDRAW))
    sent = await customer.press(asked.buttons[house.replies.text(Language.ZH, Reply.WITHDRAW_YES)])
    async with database.reading() as session:
        surveys = list(await session.scalars(select(Invitation.id)))
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.WITHDRAWN, reference="HF-000001")]
    assert (await status(database), surveys) == (CaseStatus.WITHDRAWN, [])


async def test_typed_yes_withdraws_and_typed_no_goes_on(customer: Customer, database: Database) -> None:
    await customer.write("包裹没到", sure(Intent.COMPLAINT))
    await customer.write("不投诉了", sure(Intent.WITHDRAW))
    kept = texts(await customer.write("不用", unsure(Intent.ACKNOWLEDGE)))
    before = await status(database)
    await customer.write("撤了吧", sure(Intent.WITHDRAW))
    gone = texts(await customer.write("是的", unsure(Intent.ACKNOWLEDGE)))
    assert (len(kept), before, len(gone)) == (1, CaseStatus.OPEN, 1)
    assert await status(database) is CaseStatus.WITHDRAWN


async def test_second_tap_changes_nothing(customer: Customer, database: Database, house: House) -> None:
    await customer.write("包裹没到", sure(Intent.COMPLAINT))
    (asked,) = await customer.write("不投诉了", sure(Intent.WITHDRAW))
    yes, no = asked.buttons.values()
    await customer.press(yes)
    sent = await customer.press(no)
    assert [each.text for each in sent] == [house.replies.text(Language.ZH, Reply.BUTTON_STALE)]
    assert await status(database) is CaseStatus.WITHDRAWN


async def test_nothing_to_withdraw_is_said(customer: Customer, house: House) -> None:
    sent = await customer.write("投诉撤了吧", sure(Intent.WITHDRAW))
    assert texts(sent) == [house.replies.text(Language.ZH, Reply.NOTHING_TO_WITHDRAW)]


async def test_what_was_unclear_is_taken_back_too(customer: Customer, database: Database) -> None:
    await customer.write("我的订单", unsure(Intent.INQUIRY))
    await customer.write("算了，找到了", sure(Intent.WITHDRAW))
    async with database.reading() as session:
        (talk,) = await session.scalars(select(Conversation))
    assert (talk.unclear_since, talk.awaited) == (None, None)
