"""Finders and sources of answers: `EntryFinder`, `ExactFinder`, `RankingFinder`, `DraftFinder` and more."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from actions.answers.finding.candidates import Candidate, Finding, FindingOutcome
from actions.answers.finding.entry_finder import DraftFinder, EntryFinder, RankingFinder
from actions.answers.finding.finder import AnswerFinder
from actions.answers.showing.answer_source import PublishedAnswers, ReloadableFinder
from actions.answers.showing.question_search import AnswerSource
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import entry
from tests.fakes.answer_source import ScriptedFinder

QUESTION = "when do you open"
HOURS = entry("hours", QUESTION)
EXACT = Finding(FindingOutcome.ANSWER, (Candidate(HOURS, 1.0, Language.EN, QUESTION),), is_exact=True)


def real() -> AnswerFinder:
    return AnswerFinder(ZoneInfo("UTC"))


async def found(finder: EntryFinder, now: datetime) -> tuple[Finding, FindingOutcome]:
    """What is found for a question of the entry, and what is done about another question."""
    own = await finder.find(QUESTION, Language.EN, None, now)
    return own, (await finder.find("吃了吗", Language.ZH, None, now)).outcome


@pytest.mark.parametrize("finder", [real(), ScriptedFinder({QUESTION: EXACT})], ids=["real", "scripted"])
async def test_a_question_of_an_entry_is_answered_and_no_other(
    finder: ReloadableFinder, now: datetime
) -> None:
    await finder.reload([HOURS])
    assert await found(finder, now) == (EXACT, FindingOutcome.NONE)


@pytest.mark.parametrize(
    "source", [PublishedAnswers(real()), ScriptedFinder({QUESTION: EXACT})], ids=["published", "scripted"]
)
async def test_a_source_that_holds_something_finds_it(source: AnswerSource, now: datetime) -> None:
    if isinstance(source, PublishedAnswers):
        assert source.is_empty
        assert await source.find(QUESTION, Language.EN, None, now) == Finding(FindingOutcome.NONE)
        await source.reload([HOURS])
    assert not source.is_empty
    assert await found(source, now) == (EXACT, FindingOutcome.NONE)
    assert source.find_exact(QUESTION, Language.EN, None, now) == EXACT
    assert source.find_exact("when do you close", Language.EN, None, now) == Finding(FindingOutcome.NONE)


async def test_entries_are_ranked_with_scores(now: datetime) -> None:
    made = real()
    await made.reload([HOURS, entry("returns", "how do I return it")])
    ranking: RankingFinder = made
    assert await found(ranking, now) == (EXACT, FindingOutcome.NONE)
    near = await ranking.scores("when do you open on sundays", Language.EN, None, now, 5)
    assert near[0].entry.key == "hours"
    assert near[0].score < 1


async def test_draft_is_tried_without_being_published(now: datetime) -> None:
    trying: DraftFinder = real()
    draft = await trying.with_entries([HOURS])
    assert await found(draft, now) == (EXACT, FindingOutcome.NONE)
    assert await trying.find(QUESTION, Language.EN, None, now) == Finding(FindingOutcome.NONE)
