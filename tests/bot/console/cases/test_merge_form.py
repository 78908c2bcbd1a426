"""Staff merge cases, separate them, and split a message off by forms."""

from datetime import datetime

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.cases import Case, CaseKind, CaseStatus
from store.models.conversations import Direction, Message
from store.models.customers import Customer
from tests.bot.console.browser import Browser
from tests.bot.console.cases.conftest import COMPLAINT, followed
from tests.bot.console.scene import Scene
from tests.records import Records


@pytest.fixture
async def second(database: Database, scene: Scene, now: datetime) -> Case:
    """One more case of the customer of the complaint."""
    async with database.transaction() as session:
        complaint = await session.get_one(Case, 3)
        customer = await session.get_one(Customer, complaint.customer_id)
        return await Records(session, now).case(customer, kind=CaseKind.INQUIRY)


async def test_case_goes_into_another_and_comes_out_again(
    agent: Browser, second: Case, database: Database
) -> None:
    page = (await followed(agent, f"/cases/{second.id}")).text
    assert f'action="/console/cases/{second.id}/merge"' in page
    answer = await agent.post(f"/cases/{second.id}/merge", into="3")
    assert answer.headers["location"] == f"/console/cases/{second.id}?notice=merged"
    kept = await followed(agent, f"/cases/{second.id}?notice=merged")
    assert ("case=3" in str(kept.url), f"Separate {second.reference}" in kept.text) == (True, True)
    answer = await agent.post(f"/cases/{second.id}/separate")
    assert answer.headers["location"] == f"/console/cases/{second.id}?notice=separated"
    async with database.reading() as session:
        assert (await session.get_one(Case, second.id)).status is CaseStatus.OPEN


async def test_case_of_another_customer_is_refused(agent: Browser, scene: Scene) -> None:
    await followed(agent, COMPLAINT)
    answer = await agent.post(f"{COMPLAINT}/merge", into="3")
    assert answer.headers["location"] == f"/console{COMPLAINT}?notice=not_of_one_customer"


async def test_message_opens_another_case(agent: Browser, scene: Scene, database: Database) -> None:
    async with database.reading() as session:
        said = select(Message.id).where(Message.conversation_id == scene.complaint, Message.text.is_not(None))
        words = (await session.scalars(said.where(Message.direction == Direction.IN))).all()[-1]
    talk = f"/conversations/{scene.complaint}"
    page = (await agent.get(f"{talk}?split={words}")).text
    assert f'action="/console{talk}/messages/{words}/split"' in page
    answer = await agent.post(f"{talk}/messages/{words}/split", kind="inquiry")
    async with database.reading() as session:
        case = (await session.scalars(select(Case).order_by(Case.id.desc()).limit(1))).one()
    assert answer.headers["location"] == f"/console/cases/{case.id}?notice=split"
    assert (case.kind, case.message_id) == (CaseKind.INQUIRY, words)
    again = await agent.post(f"{talk}/messages/{words}/split", kind="inquiry")
    assert again.headers["location"] == f"/console{talk}?notice=nothing_to_split"
    assert (await agent.post(f"{talk}/messages/{words}/split", kind="recovery")).status_code == 400
