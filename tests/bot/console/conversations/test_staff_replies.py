"""Talking to a customer in the bot's place."""

from datetime import datetime

import pytest
from sqlalchemy import select, update

from store.engine.database import Database
from store.models.conversations import Message, MessageKind
from store.models.customers import Customer
from store.models.queues import OutboxItem
from store.models.staff import Role
from tests.actions.answers.sample_files import MAP, MENU
from tests.actions.answers.stored_answer import answer_with_files
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.scene import Scene


@pytest.fixture
async def agent(browsers: Browsers, staff: None, database: Database, scene: Scene) -> Browser:
    """An agent, and customers who can be written to."""
    async with database.transaction() as session:
        await session.execute(update(Customer).values(address=Customer.id + 1000, account=Customer.id + 1000))
    return await browsers.logged_in(Role.AGENT)


async def taken_over(agent: Browser, scene: Scene) -> str:
    here = f"/conversations/{scene.complaint}"
    await agent.get(here)
    response = await agent.post(f"{here}/take-over")
    assert response.headers["location"] == f"/console{here}?notice=taken_over#reply"
    await agent.get(here)
    return here


async def test_reply_goes_out_in_the_name_of_staff(agent: Browser, scene: Scene, database: Database) -> None:
    here = await taken_over(agent, scene)
    response = await agent.post(f"{here}/reply", text="马上给您安排师傅。", wait="true")
    assert response.headers["location"] == f"/console{here}?notice=sent#reply"
    page = (await agent.get(here)).text
    assert '<p class="by" aria-hidden="true"><bdi>agent-one</bdi></p>' in page
    async with database.reading() as session:
        newest = (await session.scalars(select(OutboxItem).order_by(OutboxItem.id.desc()).limit(1))).one()
        message = (await session.scalars(select(Message).order_by(Message.id.desc()).limit(1))).one()
    assert (newest.payload["text"], newest.message_id) == ("马上给您安排师傅。", message.id)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001, "\u202eevil", "a\x00b"])
async def test_what_is_no_message_is_refused(agent: Browser, scene: Scene, text: str) -> None:
    here = await taken_over(agent, scene)
    assert (await agent.post(f"{here}/reply", text=text)).status_code == 400


async def test_nobody_replies_without_taking_over(agent: Browser, scene: Scene) -> None:
    here = f"/conversations/{scene.complaint}"
    await agent.get(here)
    response = await agent.post(f"{here}/reply", text="Hi")
    assert response.headers["location"] == f"/console{here}?notice=not_yours"


async def test_bot_answers_again_after_hand_back(agent: Browser, scene: Scene) -> None:
    here = await taken_over(agent, scene)
    await agent.post(f"{here}/hand-back")
    assert "The bot answers here." in (await agent.get(here)).text


async def test_canned_reply_is_in_the_customers_language(agent: Browser, scene: Scene) -> None:
    here = await taken_over(agent, scene)
    page = (await agent.get(f"{here}?canned=greeting")).text
    assert "您好，我是agent-one，由我来处理您的问题（HF-000003）。" in page
    assert "Ask for a photo" in page


async def test_canned_reply_is_in_the_customers_script(
    agent: Browser, scene: Scene, database: Database
) -> None:
    here = await taken_over(agent, scene)
    async with database.transaction() as session:
        await session.execute(update(Customer).values(written_language="zh-Hant"))
    page = (await agent.get(f"{here}?canned=greeting")).text
    assert "您好，我是agent-one，由我來處理您的問題（HF-000003）。" in page


async def test_message_of_the_customer_is_quoted(agent: Browser, scene: Scene, database: Database) -> None:
    here = await taken_over(agent, scene)
    async with database.transaction() as session:
        (await session.get_one(Message, scene.complaint_message)).telegram_message_id = 4711
    assert f'href="?quote={scene.complaint_message}' in (await agent.get(here)).text
    page = (await agent.get(f"{here}?quote={scene.complaint_message}")).text
    assert (
        f'name="quote" value="{scene.complaint_message}"><blockquote class="tie">昨天下午送去修的空调' in page
    )
    await agent.post(f"{here}/reply", text="师傅已出发。", quote=str(scene.complaint_message))
    async with database.reading() as session:
        (said,) = await session.scalars(select(Message).where(Message.staff_id.is_not(None)))
        assert (said.text, said.reply_to) == ("师傅已出发。", 4711)
    assert f'<a href="#m{scene.complaint_message}">' in (await agent.get(here)).text


async def test_macro_is_shown_and_done_with_the_reply(agent: Browser, scene: Scene) -> None:
    here = await taken_over(agent, scene)
    page = (await agent.get(f"{here}?canned=refunded")).text
    assert 'name="macro" value="refunded" checked> <span>Settles the case: Refunded</span>' in page
    answer = await agent.post(f"{here}/reply", text="退款已办好。", macro="refunded", case="3")
    assert answer.headers["location"] == f"/console{here}?notice=settled#reply"
    assert "HF-000003 is settled." in (await agent.get(here)).text


async def test_unreachable_customer_is_said_to_be_so(
    agent: Browser, scene: Scene, database: Database
) -> None:
    async with database.transaction() as session:
        await session.execute(update(Customer).values(unreachable_at=Customer.created_at))
    here = f"/conversations/{scene.complaint}"
    await agent.get(here)
    response = await agent.post(f"{here}/take-over")
    assert response.headers["location"] == f"/console{here}?notice=out_of_reach"


async def test_feedback_is_asked_for_unless_the_policy_is_against_it(agent: Browser, scene: Scene) -> None:
    for conversation, notice in ((scene.praise, "not_asked"), (scene.unsure, "asked")):
        here = f"/conversations/{conversation}"
        await agent.get(here)
        response = await agent.post(f"{here}/feedback")
        assert response.headers["location"] == f"/console{here}?notice={notice}"


async def test_note_is_for_colleagues(reviewer: Browser, scene: Scene, database: Database) -> None:
    here = f"/conversations/{scene.complaint}"
    await reviewer.get(here)
    await reviewer.post(f"{here}/notes", text="Third time this month")
    assert "Third time this month" in (await reviewer.get(here)).text
    async with database.reading() as session:
        assert (await session.scalars(select(OutboxItem.payload))).all()[-1] != "Third time this month"


async def test_files_of_an_answer_follow_the_reply(
    agent: Browser, scene: Scene, database: Database, now: datetime
) -> None:
    here = await taken_over(agent, scene)
    menu, road = await answer_with_files(database, now, MENU, MAP)
    await agent.post(f"{here}/draft", text="请看。", reply_file=[menu, road])
    await agent.post(f"{here}/reply", text="请看。", reply_file=[menu, road])
    page = (await agent.get(here)).text
    assert ("menu.pdf" in page, 'name="reply_file"' in page) == (True, False)
    async with database.reading() as session:
        said = await session.scalars(
            select(Message).where(Message.staff_id.is_not(None)).order_by(Message.id)
        )
        assert [each.kind for each in said] == [MessageKind.TEXT, MessageKind.DOCUMENT, MessageKind.PHOTO]
