"""A published answer with files, for tests of what sends them."""

from datetime import datetime

from sqlalchemy import select

from actions.answers.document import read_content
from actions.answers.drafting import AnswerChange, save_draft
from actions.answers.file_keeping import NewFile
from actions.answers.finding.candidates import Candidate, Finding, FindingOutcome
from actions.answers.loading import load_entries
from actions.answers.publishing import publish
from actions.answers.showing.question_search import SearchedQuestion
from actions.answers.showing.reply_files import files_of
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import AnswerEntry
from tests.actions.answers.sample_files import kept, named

BREAKFAST = {
    "zh": {"question": "早餐有什么？", "answer": "请看菜单。"},
    "en": {"question": "What is for breakfast?", "answer": "See the menu."},
}


async def answer_with_files(database: Database, now: datetime, *files: NewFile) -> tuple[str, ...]:
    """Publish the answer `breakfast`, and return what replies name its files by."""
    await kept(database, now, *files)
    change = AnswerChange("system", now, "a test")
    async with database.transaction() as session:
        content = {"wordings": BREAKFAST, "files": named(*files)}
        await save_draft(session, "breakfast", read_content(content), change)
        await publish(session, "breakfast", change)
        number = (await session.scalars(select(AnswerEntry.id).where(AnswerEntry.key == "breakfast"))).one()
        (entry,) = await load_entries(session, number)
    return tuple(each.reference for each in files_of(entry))


async def found_answer(database: Database, key: str = "breakfast") -> SearchedQuestion:
    """Return what a question finds that this published answer surely answers."""
    async with database.reading() as session:
        (entry,) = [each for each in await load_entries(session) if each.key == key]
    candidate = Candidate(entry, 0.9, Language.EN, entry.wordings[-1].question)
    return SearchedQuestion(Finding(FindingOutcome.ANSWER, (candidate,), is_exact=False))
