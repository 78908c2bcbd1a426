"""A draft that is saved at the same time as another does not replace it unseen."""

import asyncio

import pytest

from actions.documents.document_changes import save_draft
from store.engine.database import Database
from store.models.staff import Role
from tests.actions.documents.published import CHANGE, rules
from tests.bot.console.browser import Browsers


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """On SQLite, writers wait for each other anyway."""
    return postgres_url


async def test_draft_that_is_saved_meanwhile_is_not_replaced(
    browsers: Browsers, staff: None, database: Database
) -> None:
    manager = await browsers.logged_in(Role.MANAGER)
    await manager.get("/settings")
    async with database.transaction() as session:
        await save_draft(session, "rules", rules(3), CHANGE)
        saving = asyncio.create_task(manager.post("/settings/rules/text", yaml=rules(2), seen="0"))
        await asyncio.sleep(1)
    assert (await saving).status_code == 422
