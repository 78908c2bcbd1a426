"""Settling a case by a form, going on to the next one, and taking it back."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from store.engine.database import Database
from store.models.cases import Case, CaseStatus
from store.models.conversations import Message, MessageKind
from store.models.customers import Customer
from store.models.queues import OutboxItem
from tests.actions.answers.sample_files import MENU
from tests.actions.answers.stored_answer import answer_with_files
from tests.bot.console.browser import Browser, Clock
from tests.bot.console.cases.conftest import COMPLAINT, followed
from tests.bot.console.scene import Scene

ARGUED = {"reason": "solved", "argument": "Told by phone"}


@pytest.fixture
async def reachable(database: Database, scene: Scene) -> None:
    """Customers who can be written to."""
    async with database.transaction() as session:
        await session.execute(
            update(Customer).values(
                address=Customer.id + 1000, account=Customer.id + 1000, unreachable_at=None
            )
        )


async def status_of(database: Database, case_id: int) -> CaseStatus:
    async with database.reading() as session:
        return (await session.scalars(select(Case.status).where(Case.id == case_id))).one()


async def test_reply_is_sent_the_case_settled_and_the_next_one_opened(
    agent: Browser, scene: Scene, database: Database, reachable: None
) -> None:
    await followed(agent, COMPLAINT)
    answer = await agent.post(
        f"{COMPLAINT}/settle",
        reason="solved",
        text="师傅已经在路上了。",
        conversation=str(scene.complaint),
        next="true",
    )
    assert answer.headers["location"] == "/console/cases/2?notice=settled"
    page = (await followed(agent, "/cases/2?notice=settled")).text
    assert "HF-000003 is settled. The customer is told in 10 seconds." in page
    assert '<h2 id="case-title">HF-000002' in page
    assert await status_of(database, 3) is CaseStatus.SETTLED
    async with database.reading() as session:
        sent = [row.payload.get("text") for row in await session.scalars(select(OutboxItem))]
    assert "师傅已经在路上了。" in sent


async def test_last_case_of_the_queue_stays_open_on_the_page(agent: Browser, scene: Scene) -> None:
    for case, notice in ((3, "settled"), (2, "all_settled")):
        await followed(agent, f"/cases/{case}")
        answer = await agent.post(f"/cases/{case}/settle", next="true", **ARGUED)
        assert answer.headers["location"] == f"/console/cases/2?notice={notice}"


async def test_neither_reply_nor_argument_is_refused(
    agent: Browser, scene: Scene, database: Database
) -> None:
    await followed(agent, COMPLAINT)
    answer = await agent.post(f"{COMPLAINT}/settle", reason="solved", next="true")
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=unanswered"
    assert await status_of(database, 3) is CaseStatus.OPEN


@pytest.mark.parametrize("argument", ["", "Told by phone"])
async def test_files_without_text_are_not_dropped(
    agent: Browser, scene: Scene, database: Database, now: datetime, argument: str
) -> None:
    (menu,) = await answer_with_files(database, now, MENU)
    await followed(agent, COMPLAINT)
    here = {"conversation": str(scene.complaint), "reason": "solved", "argument": argument}
    answer = await agent.post(f"{COMPLAINT}/settle", reply_file=menu, text=" ", **here)
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=files_without_text"
    assert await status_of(database, 3) is CaseStatus.OPEN


async def test_enter_in_the_argument_writes_a_line_and_sends_nothing(agent: Browser, scene: Scene) -> None:
    page = (await followed(agent, COMPLAINT)).text
    assert ('<textarea name="argument"' in page, '<input name="argument"' in page) == (True, False)


async def test_way_is_asked_for(agent: Browser, scene: Scene) -> None:
    await followed(agent, COMPLAINT)
    assert (await agent.post(f"{COMPLAINT}/settle", argument="Why not")).status_code == 400
    answer = await agent.post(f"{COMPLAINT}/settle", reason="luck", argument="Why not")
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=no_such_reason"


async def test_way_is_shown_with_the_case_and_in_its_history(agent: Browser, scene: Scene) -> None:
    await followed(agent, COMPLAINT)
    await agent.post(f"{COMPLAINT}/settle", **ARGUED)
    page = (await followed(agent, COMPLAINT)).text
    assert "<dt>Settled as</dt><dd>Solved</dd>" in page
    assert "<b>Settled</b>: Solved" in page
    assert "Told by phone" in page


async def test_settling_is_undone_for_ten_seconds(
    agent: Browser, scene: Scene, database: Database, clock: Clock
) -> None:
    for after, notice in ((timedelta(seconds=9), "undone"), (timedelta(seconds=10), "too_late_to_undo")):
        await followed(agent, COMPLAINT)
        await agent.post(f"{COMPLAINT}/settle", **ARGUED)
        clock.advance(after)
        page = (await followed(agent, COMPLAINT)).text
        assert (f'action="/console{COMPLAINT}/undo"' in page) is (notice == "undone")
        answer = await agent.post(f"{COMPLAINT}/undo")
        assert answer.headers["location"] == f"/console{COMPLAINT}?notice={notice}"
    assert await status_of(database, 3) is CaseStatus.SETTLED


async def test_files_of_an_answer_go_out_with_the_last_reply(
    agent: Browser, scene: Scene, database: Database, reachable: None, now: datetime
) -> None:
    await followed(agent, COMPLAINT)
    here = {"text": "请看。", "conversation": str(scene.complaint), "reason": "solved"}
    answer = await agent.post(f"{COMPLAINT}/settle", reply_file=f"9:{MENU.checksum}", **here)
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=file_gone"
    (menu,) = await answer_with_files(database, now, MENU)
    answer = await agent.post(f"{COMPLAINT}/settle", reply_file=menu, **here)
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=settled"
    async with database.reading() as session:
        said = await session.scalars(
            select(Message).where(Message.staff_id.is_not(None)).order_by(Message.id)
        )
        assert [each.kind for each in said] == [MessageKind.TEXT, MessageKind.DOCUMENT]
