"""Staff ask how it was; the policy still decides."""

import pytest
from sqlalchemy import select

from actions.casework.feedback import ask_how_it_was
from nlu.contract.labels import Intent
from store.models.cases import Case, CaseStatus
from store.models.surveys import Decision, Service
from store.queries.not_found import NotFound
from tests.actions.casework.conftest import Desk
from tests.actions.conftest import sure


async def asked(desk: Desk, conversation: int = 1) -> bool:
    async with desk.database.transaction() as session:
        return await ask_how_it_was(session, conversation, desk.lee, desk.customer.now, desk.house)


async def test_question_is_about_outlet_and_agent_of_the_newest_case(desk: Desk) -> None:
    await desk.customer.write("菜是凉的", sure(Intent.COMPLAINT))
    async with desk.database.transaction() as session:
        case = (await session.scalars(select(Case))).one()
        case.outlet, case.agent, case.status = "north", "mei", CaseStatus.SETTLED
    assert await asked(desk)
    async with desk.database.reading() as session:
        service = (await session.scalars(select(Service))).one()
    assert (service.outlet, service.agent) == ("north", "mei")


async def test_policy_may_be_against_it(desk: Desk) -> None:
    await desk.customer.write("在吗", sure(Intent.GREET))
    await desk.customer.command("stop")
    assert not await asked(desk)
    async with desk.database.reading() as session:
        decision = (await session.scalars(select(Decision))).one()
    assert decision.reason is not None


async def test_conversation_must_be_known(desk: Desk) -> None:
    with pytest.raises(NotFound):
        await asked(desk, 99)
