"""The console tries questions with the worker's finder, or by words alone."""

from datetime import UTC, datetime
from pathlib import Path

from actions.answers.drafting import save_draft
from actions.answers.finding.finder import AnswerFinder
from actions.answers.publishing import publish
from bot.wiring.console_finder import ConsoleFinder
from nlu.contract.labels import Language
from store.engine.database import Database
from tests.actions.answers.documents import CHANGE, document


async def found(finder: ConsoleFinder, now: datetime) -> list[str]:
    """The keys that a question finds."""
    nearest = await finder.scores("几点开门", Language.ZH, None, now, 3)
    return [each.entry.key for each in nearest]


async def test_what_is_published_is_found_by_words(database: Database, tmp_path: Path, now: datetime) -> None:
    finder = ConsoleFinder(database, tmp_path, UTC, lambda: None)
    before = await found(finder, now)
    async with database.transaction() as session:
        await save_draft(session, "hours", document("几点开门"), CHANGE)
        await publish(session, "hours", CHANGE)
    assert (before, await found(finder, now)) == ([], ["hours"])
    assert (await finder.find("几点开门？", Language.ZH, None, now)).is_exact is True


async def test_finder_of_the_worker_goes_first(database: Database, tmp_path: Path, now: datetime) -> None:
    shared = AnswerFinder(UTC)
    await shared.reload([document("几点开门").entry(1, "shared", 1)])
    assert await found(ConsoleFinder(database, tmp_path, UTC, lambda: shared), now) == ["shared"]
