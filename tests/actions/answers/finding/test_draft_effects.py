from dataclasses import replace
from datetime import UTC, datetime

from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding, FindingOutcome
from actions.answers.finding.draft_effects import PastQuestion, changed_findings, seen
from actions.answers.finding.finder import AnswerFinder
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import entry

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
PAY, PARK = entry("pay", "How can I pay?"), entry("park", "Is there parking?")


async def finder_of(*entries: object) -> AnswerFinder:
    finder = AnswerFinder(UTC)
    await finder.reload([each for each in entries if isinstance(each, type(PAY))])
    return finder


async def test_questions_that_the_draft_answers_are_given_once() -> None:
    before, after = await finder_of(PAY), await finder_of(PAY, PARK)
    asked = [PastQuestion(text, Language.EN) for text in ("is there parking", "how can I pay")]
    [changed] = await changed_findings([*asked, *asked], before, after, NOW)
    assert (changed.question, changed.before.outcome) == (asked[0], FindingOutcome.NONE)
    assert changed.after.candidates[0].entry == PARK


async def test_new_version_of_an_answer_is_a_change() -> None:
    before, after = await finder_of(PAY), await finder_of(replace(PAY, version=2))
    asked = PastQuestion("how can I pay", Language.EN)
    assert [each.question for each in await changed_findings([asked], before, after, NOW)] == [asked]


def test_scores_and_candidates_behind_the_answer_are_not_seen() -> None:
    first = Candidate(PAY, 0.9, Language.EN, "x")
    other = Candidate(PARK, 0.5, Language.EN, "y")
    assert seen(Finding(FindingOutcome.ANSWER, (first, other))) == seen(
        Finding(FindingOutcome.ANSWER, (first,))
    )
    assert seen(Finding(FindingOutcome.NONE, (first,))) == seen(NOTHING_FOUND)
    assert seen(Finding(FindingOutcome.CHOICE, (first, other))) != seen(
        Finding(FindingOutcome.CHOICE, (other, first))
    )
