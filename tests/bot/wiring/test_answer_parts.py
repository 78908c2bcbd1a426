"""What is published is found within seconds, and nothing runs before."""

import asyncio
from datetime import datetime
from pathlib import Path

from sqlalchemy import update

from actions.answers.drafting import save_draft
from actions.answers.publishing import publish
from bot.settings import Settings
from bot.wiring.answer_parts import AnswerParts
from bot.wiring.data_files import read_data_files
from bot.wiring.parts import Parts
from bot.wiring.plan import Plan
from nlu.client import NluClient
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import AnswerVersion
from tests.actions.answers.documents import CHANGE, document


async def test_published_entry_is_found_without_a_restart(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path)
    plan = Plan(settings, telegram=False, worker=True, web=False)
    async with NluClient("http://127.0.0.1:9") as classifier:
        answers = AnswerParts(Parts.made_of(plan, read_data_files(settings), database, classifier))
        running = asyncio.create_task(answers.run())
        try:
            assert answers.published.is_empty
            async with database.transaction() as session:
                await save_draft(session, "hours", document("几点开门？"), CHANGE)
                await publish(session, "hours", CHANGE)
            async with asyncio.timeout(10):
                while answers.published.is_empty:
                    await asyncio.sleep(0.05)
            found = await answers.published.find("几点开门", Language.ZH, None, now)
            assert (found.is_exact, [each.entry.key for each in found.candidates]) == (True, ["hours"])
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def test_what_is_published_is_known_before_the_first_message(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    async with database.transaction() as session:
        await save_draft(session, "hours", document("几点开门？"), CHANGE)
        await publish(session, "hours", CHANGE)
    settings = Settings(home=tmp_path)
    plan = Plan(settings, telegram=False, worker=True, web=False)
    async with NluClient("http://127.0.0.1:9") as classifier:
        answers = AnswerParts(Parts.made_of(plan, read_data_files(settings), database, classifier))
        await answers.load()
        running = asyncio.create_task(answers.run())
        assert not answers.published.is_empty
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_worker_goes_on_where_what_is_published_cannot_be_read(
    database: Database, now: datetime, tmp_path: Path
) -> None:
    async with database.transaction() as session:
        await save_draft(session, "hours", document("几点开门？"), CHANGE)
        await publish(session, "hours", CHANGE)
        await session.execute(update(AnswerVersion).values(content={"odd": 1}))
    settings = Settings(home=tmp_path)
    plan = Plan(settings, telegram=False, worker=True, web=False)
    async with NluClient("http://127.0.0.1:9") as classifier:
        answers = AnswerParts(Parts.made_of(plan, read_data_files(settings), database, classifier))
        await answers.load()
        running = asyncio.create_task(answers.run())
        done, _ = await asyncio.wait([running], timeout=0.3)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert (done, answers.published.is_empty) == (set(), True)
