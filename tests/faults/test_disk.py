"""Fault 52 on SQLite, whose files the application writes itself: the disk is full, and then it is not."""

import resource

import psutil
import pytest

from tests.faults.stage import Stage

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a new database file."""
    return f"sqlite:///{tmp_path_factory.mktemp('disk') / 'huifang.db'}"


async def test_52_full_disk_acknowledges_nothing_and_resumes(stage: Stage) -> None:
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
    await stage.until_alarm("database.unavailable")
