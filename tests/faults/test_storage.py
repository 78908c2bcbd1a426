"""Fault 52: the disk is full, or the database is locked or away. Nothing is acknowledged; then it goes on."""

import resource

import psutil
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


async def test_52_full_disk_acknowledges_nothing_and_resumes(stage: Stage) -> None:
    if not stage.database.is_sqlite:
        pytest.skip("the files of PostgreSQL are written by its own processes")
    customer = await stage.opened()
    process = psutil.Process(stage.application.process.pid)
    before = len(stage.application.lines)
    process.rlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))  # no file may grow
    written = await stage.telegram.send_text(customer, "/status")
    await stage.until_said("polling failed", before)
    waiting = (await stage.telegram.status())["bots"][0]["waiting"]
    process.rlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    await stage.until_done(written.update_id, 60)
    await stage.telegram.wait_for_reply(customer, written.seq, 30)
    assert (waiting, len(await stage.replies(customer))) == (1, 2)
