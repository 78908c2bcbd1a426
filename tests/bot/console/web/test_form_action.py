"""The action of a form is done whole, or refused and undone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse

from actions.casework.refusals import IsSettled, NotYours, Superseded
from bot.console.web.console_parts import ConsoleDeps, Site
from bot.console.web.form_action import refused, run_action, succeeded
from bot.console.web.notices import Notice
from bot.console.web.visit import Visit
from store.engine.database import Database
from store.models.customers import Customer
from tests.conftest import NOON
from tests.records import Records


class Rings:
    """Counts how often the worker was woken."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


@pytest.fixture
def rings() -> Rings:
    return Rings()


@pytest.fixture
def here(visit: Callable[..., Visit], deps: ConsoleDeps, rings: Rings) -> Visit:
    """A visit whose effects are counted."""
    return replace(visit(), site=Site.of(replace(deps, effects=rings)))


async def customers(database: Database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count(Customer.id))) or 0


async def add(session: AsyncSession) -> None:
    await Records(session, NOON).customer()


async def test_result_is_stored_said_and_passed_on(here: Visit, database: Database, rings: Rings) -> None:
    answer = await run_action(here, add, "/cases/1", Notice.CHANGED, anchor="#end")
    assert (answer.status_code, answer.headers["location"]) == (303, "/console/cases/1?notice=changed#end")
    assert (await customers(database), rings.times) == (1, 1)


async def test_action_may_say_something_else(here: Visit) -> None:
    async def ask(_: AsyncSession) -> Notice:
        return Notice.NOT_ASKED

    answer = await run_action(here, ask, "/cases/1", Notice.ASKED)
    assert answer.headers["location"] == "/console/cases/1?notice=not_asked"


@pytest.mark.parametrize(
    ("failure", "location"),
    [
        (IsSettled(), "/console/cases/1?notice=is_settled"),
        (NotYours(), "/console/cases/1?notice=not_yours"),
        (Superseded(8), "/console/conversations/8?notice=superseded"),
    ],
)
async def test_refusal_undoes_what_was_begun(
    here: Visit, database: Database, rings: Rings, failure: Exception, location: str
) -> None:
    async def fail(session: AsyncSession) -> None:
        await add(session)
        raise failure

    answer = await run_action(here, fail, "/cases/1", Notice.CHANGED, anchor="#end")
    assert answer.headers["location"] == location
    assert (await customers(database), rings.times) == (0, 0)


async def test_mistake_of_ours_is_no_refusal(here: Visit, database: Database, rings: Rings) -> None:
    async def fail(session: AsyncSession) -> None:
        await add(session)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await run_action(here, fail, "/cases/1", Notice.CHANGED)
    assert (await customers(database), rings.times) == (0, 0)


def test_refusal_alone_leads_to_its_notice(here: Visit) -> None:
    assert refused(here, "/account", IsSettled()).headers["location"] == "/console/account?notice=is_settled"


@pytest.mark.parametrize(
    ("address", "succeeds"),
    [
        ("/cases/3?notice=settled", True),
        ("/conversations/7?case=3&notice=settled#reply", True),
        ("/cases/3?notice=all_settled", False),
        ("/settled", False),
    ],
)
def test_success_is_read_from_the_address(address: str, succeeds: bool) -> None:
    assert succeeded(RedirectResponse(address), Notice.SETTLED) is succeeds
