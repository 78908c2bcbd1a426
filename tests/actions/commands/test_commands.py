"""What each command does."""

from sqlalchemy import select

from actions.settings.house import House
from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.customers import Customer as CustomerRow
from tests.actions.conftest import Customer, sure, texts


async def row(database: Database) -> CustomerRow:
    async with database.reading() as session:
        return (await session.scalars(select(CustomerRow))).one()


async def test_start_welcomes_and_then_welcomes_back(customer: Customer, house: House) -> None:
    assert texts(await customer.command("start")) == [house.replies.text(Language.ZH, Reply.WELCOME)]
    assert texts(await customer.command("start")) == [house.replies.text(Language.ZH, Reply.WELCOME_BACK)]


async def test_help_tells_what_can_be_done(customer: Customer, house: House) -> None:
    assert texts(await customer.command("help")) == [house.replies.text(Language.ZH, Reply.HELP)]


async def test_status_lists_open_cases(customer: Customer) -> None:
    await customer.write("菜是凉的", sure(Intent.COMPLAINT))
    await customer.write("早餐几点", sure(Intent.INQUIRY))
    assert texts(await customer.command("status")) == [
        (
            "您有 2 件事项正在处理：\n"
            "HF-000001　投诉　待处理，今天 16:00 前答复\n"
            "HF-000002　咨询　待处理，今天 16:00 前答复"
        )
    ]


async def test_stop_opts_out_and_start_opts_in(customer: Customer, database: Database, house: House) -> None:
    assert texts(await customer.command("stop")) == [house.replies.text(Language.ZH, Reply.STOPPED)]
    assert (await row(database)).opted_out_at == customer.now
    await customer.command("start")
    assert (await row(database)).opted_out_at is None


async def test_language_is_chosen_by_button_and_kept(
    customer: Customer, database: Database, house: House
) -> None:
    (question,) = await customer.command("language")
    sent = await customer.press(question.buttons["English"])
    assert texts(sent) == [house.replies.text(Language.EN, Reply.LANGUAGE_SET)]
    assert texts(await customer.write("你好", sure(Intent.GREET))) == [
        house.replies.text(Language.EN, Reply.GREET)
    ]


async def test_language_can_be_named_at_once(customer: Customer, house: House) -> None:
    assert texts(await customer.command("language", "en")) == [
        house.replies.text(Language.EN, Reply.LANGUAGE_SET)
    ]


async def test_forged_language_is_refused(customer: Customer, database: Database) -> None:
    await customer.press("l:xx")
    assert (await row(database)).language is None
