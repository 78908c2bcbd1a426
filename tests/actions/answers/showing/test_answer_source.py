"""What is published, as the turn asks for it."""

from datetime import datetime

from actions.answers.entry import Entry
from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding, FindingOutcome
from actions.answers.showing.answer_source import PublishedAnswers
from nlu.contract.labels import Language
from tests.fakes.answer_source import ScriptedFinder

ENTRY = Entry(1, "hours", 1, ())
FOUND = Finding(FindingOutcome.ANSWER, (Candidate(ENTRY, 0.9, Language.ZH, "?"),))


async def test_nothing_is_looked_for_before_something_is_published(now: datetime) -> None:
    finder = ScriptedFinder({"?": FOUND})
    answers = PublishedAnswers(finder)
    assert (answers.is_empty, await answers.find("?", Language.ZH, None, now)) == (True, NOTHING_FOUND)
    assert finder.asked == []


async def test_published_entries_are_found_until_the_last_is_retired(now: datetime) -> None:
    finder = ScriptedFinder({"?": FOUND})
    answers = PublishedAnswers(finder)
    await answers.reload((ENTRY,))
    assert (answers.is_empty, await answers.find("?", Language.ZH, "Station", now)) == (False, FOUND)
    assert (finder.asked, finder.entries) == ([("?", Language.ZH, "Station")], (ENTRY,))
    await answers.reload(())
    assert answers.is_empty
