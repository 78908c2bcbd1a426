"""Which messages are looked up, as which text, and for which outlet."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from actions.answers.entry import Entry
from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding, FindingOutcome
from actions.answers.showing.question_search import (
    NOT_SEARCHED,
    AskedText,
    QuestionSearch,
    SearchedQuestion,
)
from nlu.contract.labels import Intent, Language
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from tests.actions.answers.showing.conftest import Asker
from tests.actions.conftest import ACCOUNT, sure, unsure
from tests.fakes.answer_source import ScriptedFinder
from tests.records import Records

CANDIDATES = (Candidate(Entry(1, "hours", 1, ()), 0.9, Language.ZH, "几点开门"),)
ANSWER = Finding(FindingOutcome.ANSWER, CANDIDATES)
EXACT = Finding(FindingOutcome.ANSWER, CANDIDATES, is_exact=True)
CHOICE = Finding(FindingOutcome.CHOICE, CANDIDATES)


async def search(
    database: Database,
    finder: ScriptedFinder,
    text: str,
    intent: Intent,
    now: datetime,
    joined: str | None = None,
) -> SearchedQuestion:
    asked = AskedText(ACCOUNT, text, joined)
    return await QuestionSearch(database, finder).search(asked, sure(intent), now)


@pytest.mark.parametrize("intent", [Intent.INQUIRY, Intent.FOLLOW_UP, Intent.OUT_OF_SCOPE])
async def test_question_is_looked_up(database: Database, now: datetime, intent: Intent) -> None:
    finder = ScriptedFinder({"几点开门": ANSWER})
    assert (await search(database, finder, "几点开门", intent, now)).finding == ANSWER
    assert finder.asked == [("几点开门", Language.ZH, None)]


@pytest.mark.parametrize("intent", [Intent.GREET, Intent.THANKS, Intent.PRAISE, Intent.HUMAN, Intent.OPT_OUT])
async def test_what_is_surely_no_question_is_not_looked_up(
    database: Database, now: datetime, intent: Intent
) -> None:
    finder = ScriptedFinder({"几点开门": ANSWER})
    assert await search(database, finder, "几点开门", intent, now) == NOT_SEARCHED
    assert finder.asked == []


async def test_urgent_message_is_not_looked_up(database: Database, now: datetime) -> None:
    finder = ScriptedFinder({"着火了": ANSWER})
    urgent = replace(sure(Intent.INQUIRY), urgent=True)
    found = await QuestionSearch(database, finder).search(AskedText(ACCOUNT, "着火了"), urgent, now)
    assert (found, finder.asked) == (NOT_SEARCHED, [])


async def test_unsure_message_is_looked_up_whatever_it_leans_to(database: Database, now: datetime) -> None:
    finder = ScriptedFinder({"退货": CHOICE})
    asked = AskedText(ACCOUNT, "退货")
    found = await QuestionSearch(database, finder).search(asked, unsure(Intent.PRAISE), now)
    assert found.finding == CHOICE


async def test_complaint_is_looked_up_by_sentences_that_must_be_exact(
    database: Database, now: datetime
) -> None:
    finder = ScriptedFinder({"等了半天！": CHOICE, "几点开门？": EXACT})
    found = await search(database, finder, "等了半天！几点开门？", Intent.COMPLAINT, now)
    assert found.finding == EXACT
    near = ScriptedFinder({"几点开门？": ANSWER})
    assert (await search(database, near, "几点开门？", Intent.COMPLAINT, now)).finding == NOTHING_FOUND
    assert [*finder.asked, *near.asked] == []


async def test_lines_of_a_burst_are_looked_up_together_where_the_last_is_not_enough(
    database: Database, now: datetime
) -> None:
    finder = ScriptedFinder({"开门": CHOICE, "周日几点, 开门": ANSWER})
    found = await search(database, finder, "开门", Intent.INQUIRY, now, "周日几点, 开门")
    assert found.finding == ANSWER


async def test_question_in_english_is_looked_up_in_english(database: Database, now: datetime) -> None:
    finder = ScriptedFinder({"?": ANSWER})
    await search(database, finder, "When do you open on Sunday?", Intent.INQUIRY, now)
    assert finder.asked == [("When do you open on Sunday?", Language.EN, None)]


async def test_customer_is_answered_for_the_outlet_of_the_last_service(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        known = await records.customer(account=ACCOUNT)
        for number, outlet, days in ((1, "Old", 40), (2, "Harbour", 9), (3, "Station", 3), (4, None, 1)):
            ended = now - timedelta(days=days)
            await records.service(f"r{number}", customer_id=known.id, outlet=outlet, ended_at=ended)
    finder = ScriptedFinder({"几点开门": ANSWER})
    found = await search(database, finder, "几点开门", Intent.INQUIRY, now)
    assert (found.outlet, finder.asked) == ("Station", [("几点开门", Language.ZH, "Station")])


async def test_nothing_published_costs_nothing(now: datetime, tmp_path: Path) -> None:
    unusable = Database.at(f"sqlite+aiosqlite:///{tmp_path / 'missing' / 'x.db'}")
    found = await search(unusable, ScriptedFinder(), "几点开门", Intent.INQUIRY, now)
    await unusable.close()
    assert found == NOT_SEARCHED


async def test_first_finding_stays_where_the_lines_together_take_too_long(
    database: Database, now: datetime
) -> None:
    class Slow(ScriptedFinder):
        async def find(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
            if "," in text:
                await asyncio.sleep(60)
            return await ScriptedFinder.find(self, text, language, outlet, now)

    found = await search(database, Slow({"开门": CHOICE}), "开门", Intent.INQUIRY, now, "周日几点, 开门")
    assert found.finding == CHOICE


@pytest.mark.parametrize(
    ("finding", "share", "given"),
    [
        (ANSWER, 0.2, Finding(FindingOutcome.NONE, CANDIDATES)),
        (CHOICE, 0.25, Finding(FindingOutcome.NONE, CANDIDATES)),
        (EXACT, 0.3, EXACT),
        (ANSWER, 0.19, ANSWER),
    ],
)
async def test_question_that_complains_too_is_answered_only_in_the_words_of_an_entry(
    database: Database, now: datetime, finding: Finding, share: float, given: Finding
) -> None:
    ranking = ((Intent.INQUIRY, 1 - share), (Intent.COMPLAINT, share))
    reading = Understanding(Intent.INQUIRY, 1 - share, ranking, "m1")
    source = ScriptedFinder({"箱子坏了，可以换吗": finding})
    found = await QuestionSearch(database, source).search(
        AskedText(ACCOUNT, "箱子坏了，可以换吗"), reading, now
    )
    assert found.finding == given


async def answered(asker: Asker, text: str, finder: ScriptedFinder) -> Finding:
    """What is found for a text of the customer, after what they were answered."""
    customer = asker.customer
    source = QuestionSearch(customer.database, finder)
    found = await source.search(AskedText(ACCOUNT, text), sure(Intent.INQUIRY), customer.now)
    return found.finding


async def test_text_that_leaves_out_its_thing_is_looked_up_after_the_question_before(
    asker: Asker,
) -> None:
    finder = ScriptedFinder({"怎么退货？ 要多久": ANSWER, "要多久": CHOICE, "那周日呢": CHOICE})
    assert await answered(asker, "要多久", finder) == CHOICE
    await asker.ask("怎么退货", "returns")
    assert await answered(asker, "要多久", finder) == ANSWER
    assert await answered(asker, "那周日呢", finder) == NOTHING_FOUND


async def test_text_that_an_entry_names_or_that_goes_on_from_hours_stands_for_itself(
    asker: Asker,
) -> None:
    finder = ScriptedFinder({"要多久": EXACT, "那周日呢": CHOICE})
    await asker.ask("怎么退货", "returns")
    assert await answered(asker, "要多久", finder) == EXACT
    await asker.ask("你们几点开门", "hours")
    assert await answered(asker, "那周日呢", finder) == CHOICE
