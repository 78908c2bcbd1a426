"""Journey: customers ask what the business knows, and say what the answer was worth; with everything real."""

import json

import pytest
from sqlalchemy import select

from bot.sandbox.control.sandbox_client import SandboxClient
from bot.sandbox.server.event_feed import ChatEvent
from store.engine.database import Database
from store.models.answers import AnswerShowing, ShowingKind, ShowingOutcome, UploadedFile
from store.models.cases import Case, CaseKind
from store.models.queues import OutboxItem, OutboxStatus
from tests.actions.answers.sample_files import MAP, MENU
from tests.journeys.installation import Installation
from tests.journeys.test_customer import say

pytestmark = pytest.mark.rasa


async def press(telegram: SandboxClient, customer: int, asked: ChatEvent, label: str) -> ChatEvent:
    """Press a button, and wait for the next reply."""
    seen = await telegram.events(chat=customer)
    assert asked.message_id is not None
    await telegram.tap(customer, asked.message_id, asked.buttons[label])
    return await telegram.wait_for_reply(customer, seen[-1].seq, 30)


async def test_customers_are_answered_from_what_the_business_knows(
    installation: Installation, telegram: SandboxClient
) -> None:
    await installation.command("answers", "import", "--starter", "shop")
    await installation.start()
    chinese = await telegram.customer("小王", "zh-hans")
    english = await telegram.customer("Ann", "en")
    hours = await say(telegram, chinese, "你们几点开门？")
    assert hours.text.startswith("今天的营业时间：")
    invoice = await say(telegram, chinese, "可以开发票吗？")
    assert invoice.text.startswith("可以开电子发票。")
    told = await press(telegram, chinese, invoice, "不是我问的")
    assert "HF-000001" in told.text
    pay = await say(telegram, english, "How can I pay?")
    assert pay.text.startswith("We take WeChat Pay, Alipay")
    refused = await say(telegram, english, "Still unclear.")
    assert "HF-000002" in refused.text
    await _check_records(installation)
    report = json.loads(await installation.command("report", "--json"))
    use = next(each for each in report["answers"] if each["by"] == "all")
    names = ("confirmed", "not_my_question", "unclear", "handed_over")
    assert [use[name] for name in names] == [0, 1, 1, 2]


async def _check_records(installation: Installation) -> None:
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    async with database.reading() as session:
        showings = list(await session.scalars(select(AnswerShowing).order_by(AnswerShowing.id)))
        kinds = list(await session.scalars(select(Case.kind).order_by(Case.id)))
    await database.close()
    said = [each.outcome for each in showings if each.outcome is not None]
    assert said == [ShowingOutcome.NOT_MY_QUESTION, ShowingOutcome.UNCLEAR]
    assert {each.kind for each in showings} == {ShowingKind.DIRECT}
    assert kinds == [CaseKind.INQUIRY, CaseKind.INQUIRY]


BREAKFAST = """\
breakfast:
  files: [menu.pdf, map.png]
  wordings:
    en:
      question: What is for breakfast?
      answer: This is our menu.
"""


async def test_files_follow_an_answer_and_are_uploaded_once(
    installation: Installation, telegram: SandboxClient
) -> None:
    set_ = installation.folder / "set"
    (set_ / "files").mkdir(parents=True)
    (set_ / "answers.yml").write_text(BREAKFAST, encoding="utf-8")
    for file in (MENU, MAP):
        (set_ / "files" / file.name).write_bytes(file.content)
    await installation.command("answers", "import", str(set_))
    await installation.start()
    for name in ("Ann", "Emma"):
        customer = await telegram.customer(name, "en")
        answer = await say(telegram, customer, "What is for breakfast?")
        assert answer.text.startswith("This is our menu.")
        document = await telegram.wait_for_reply(customer, answer.seq, 30)
        photo = await telegram.wait_for_reply(customer, document.seq, 30)
        assert (document.body["document"]["file_name"], "photo" in photo.body) == ("menu.pdf", True)
    database = Database.at(installation.environment["HUIFANG_DATABASE_URL"])
    async with database.reading() as session:
        uploads = list(await session.scalars(select(UploadedFile.checksum)))
        ends = set(await session.scalars(select(OutboxItem.status).where(OutboxItem.message_id.is_not(None))))
    await database.close()
    assert (sorted(uploads), ends) == (sorted([MENU.checksum, MAP.checksum]), {OutboxStatus.SENT})
