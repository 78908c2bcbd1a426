"""Fault 52: the database is locked or away. Nothing is acknowledged; then it goes on."""

import pytest
from sqlalchemy import select

from store.models.queues import InboxItem
from tests.faults.stage import Stage

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]


async def test_52_database_that_cannot_commit_acknowledges_nothing_and_resumes(stage: Stage) -> None:
    customer = await stage.opened()
    async with stage.absent():
        written = await stage.telegram.send_text(customer, "/status")
        await stage.application.said("polling failed")
        assert (await stage.telegram.status())["bots"][0]["waiting"] == 1
    await stage.until_done(written.update_id, 60)
    await stage.telegram.wait_for_reply(customer, written.seq, 30)
    kept = await stage.rows(select(InboxItem.id).where(InboxItem.update_id == written.update_id))
    assert (len(kept), len(await stage.replies(customer))) == (1, 2)
    await stage.until_alarm("database.unavailable")
