"""What a draft would change is shown before it is published."""

import re
from datetime import datetime

import pytest

from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from tests.bot.console.browser import Browser
from tests.records import Records

CELLS = re.compile(r"<bdi>(.*?)</bdi></th><td>(.*?)</td><td>(.*?)</td>")


@pytest.fixture
async def asked(database: Database, now: datetime) -> None:
    """Two past questions: one about the hours, one that nothing answers."""
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for text in ("What are your opening hours?", "where is the lift"):
            await records.heard(talk, text, Intent.INQUIRY, language=Language.EN)


@pytest.mark.usefixtures("asked")
async def test_past_questions_that_are_answered_in_another_way_are_named(manager: Browser) -> None:
    page = (await manager.get("/answers/1/trial")).text
    assert "2 questions of the last 90 days were tried; 1 of them would be answered in another way." in page
    [(question, before, after)] = [
        [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in row] for row in CELLS.findall(page)
    ]
    assert (question, before) == ("What are your opening hours?", "The answer is given When do you open?")
    assert after.startswith(("The customer chooses", "A person answers"))
    assert 'action="/console/answers/1/publish"' in page


async def test_nothing_asked_says_so(manager: Browser) -> None:
    page = (await manager.get("/answers/1/trial")).text
    assert "Customers have asked nothing in the last 90 days" in page


async def test_answer_without_a_draft_has_nothing_to_try(manager: Browser) -> None:
    assert (await manager.get("/answers/2/trial")).status_code == 404
    page = (await manager.get("/answers/1")).text
    assert 'href="/console/answers/1/trial"' in page
