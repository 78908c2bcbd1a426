from dataclasses import replace
from datetime import UTC, datetime

from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding, FindingOutcome
from actions.answers.finding.draft_effects import PastQuestion, effects_of, seen
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
    effects = await effects_of([*asked, *asked], before, after, NOW)
    [changed] = effects.changed
    assert effects.tried == 2
    assert (changed.question, changed.before.outcome) == (asked[0], FindingOutcome.NONE)
    assert changed.after.candidates[0].entry == PARK


async def test_new_version_of_an_answer_is_a_change() -> None:
    before, after = await finder_of(PAY), await finder_of(replace(PAY, version=2))
    asked = PastQuestion("how can I pay", Language.EN)
    effects = await effects_of([asked], before, after, NOW)
    assert [each.question for each in effects.changed] == [asked]


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


async def test_questions_are_tried_in_their_order_until_the_time_is_over() -> None:
    before, after = await finder_of(PAY), await finder_of(PAY, PARK)
    over = iter((False, True))
    asked = [PastQuestion(text, Language.EN) for text in ("is there parking", "is there parking here")]
    effects = await effects_of(asked, before, after, NOW, is_over=lambda: next(over))
    assert (effects.tried, [each.question for each in effects.changed]) == (1, asked[:1])
