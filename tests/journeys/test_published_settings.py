"""What one process publishes is in force in another within five seconds, without a restart."""

import asyncio
import os
import sys
from pathlib import Path
from time import monotonic

from actions.documents.document_changes import put_in_force
from store.engine.database import Database
from tests.actions.documents.published import CHANGE, publish, rules

ROOT = Path(__file__).resolve().parents[2]
IN_FORCE = 5.0  # seconds
# Says what it promises whenever this changes.
OTHER_PROCESS = """
import asyncio, os
from bot.settings import load_settings
from bot.wiring.logs import set_up_logs
from bot.wiring.parts import open_parts
from bot.wiring.plan import Plan
from bot.wiring.worker_parts import watch_settings

async def run():
    plan = Plan(load_settings(os.environ), telegram=False, worker=False, web=False)
    async with open_parts(plan) as parts:
        watching = asyncio.create_task(watch_settings(parts))
        told = None
        while not watching.done():
            if parts.house.first_reply != told:
                told = parts.house.first_reply
                print(int(told.total_seconds() // 3600), flush=True)
            await asyncio.sleep(0.02)

set_up_logs()
asyncio.run(run())
"""


async def test_other_process_takes_up_what_is_published(database: Database, database_url: str) -> None:
    other = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", OTHER_PROCESS),
        cwd=ROOT,
        env={**os.environ, "HUIFANG_DATABASE_URL": database_url},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert other.stdout is not None
        assert await asyncio.wait_for(other.stdout.readline(), 60) == b"4\n"
        taken: list[float] = []
        for edition, (hours, version) in enumerate(((3, 1), (2, 2), (4, None))):
            began = monotonic()
            async with database.transaction() as session:
                if version is None:
                    await put_in_force(session, {"rules": None}, edition, CHANGE)
                else:
                    await publish(session, "rules", rules(hours))
            assert await asyncio.wait_for(other.stdout.readline(), 30) == f"{hours}\n".encode()
            taken.append(monotonic() - began)
        assert max(taken) <= IN_FORCE
    finally:
        other.terminate()
        await other.wait()
