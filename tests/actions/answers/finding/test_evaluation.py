from datetime import UTC, datetime

from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding, FindingOutcome
from actions.answers.finding.evaluation import FoundQuestion, QuestionWithKey, ask_all, figures
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import entry

ENTRIES = {key: entry(key, key) for key in "abcd"}


def found(answer: str | None, outcome: FindingOutcome, keys: str) -> FoundQuestion:
    candidates = tuple(Candidate(ENTRIES[key], 0.5, Language.EN, key) for key in keys)
    finding = NOTHING_FOUND if outcome is FindingOutcome.NONE else Finding(outcome, candidates)
    return FoundQuestion(QuestionWithKey("q", Language.EN, "text", answer), finding, candidates)


def test_figures_are_shares_of_questions_with_and_without_an_entry() -> None:
    [english] = figures(
        [
            found("a", FindingOutcome.ANSWER, "abc"),
            found("a", FindingOutcome.ANSWER, "bac"),
            found("a", FindingOutcome.CHOICE, "bca"),
            found("a", FindingOutcome.NONE, "bcd"),
            found(None, FindingOutcome.ANSWER, "a"),
            found(None, FindingOutcome.CHOICE, "a"),
        ]
    )
    assert (english.questions, english.nulls) == (4, 2)
    assert (english.hit1, english.hit3) == (0.25, 0.75)
    assert (english.direct, english.direct_precision) == (0.5, 0.5)
    assert (english.offered, english.nulls_answered) == (0.5, 0.5)


def test_share_of_nothing_is_none() -> None:
    [english] = figures([found(None, FindingOutcome.NONE, "")])
    assert (english.hit1, english.direct_precision, english.nulls_answered) == (None, None, 0.0)


async def test_every_question_is_asked() -> None:
    class Always:
        async def find(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
            return NOTHING_FOUND

        async def scores(
            self, text: str, language: Language, outlet: str | None, now: datetime, limit: int
        ) -> tuple[Candidate, ...]:
            return (Candidate(ENTRIES["a"], 0.1, language, "a"),)

    asked = QuestionWithKey("q", Language.ZH, "在吗", None)
    assert await ask_all(Always(), [asked], datetime(2026, 1, 1, tzinfo=UTC)) == [
        FoundQuestion(asked, NOTHING_FOUND, (Candidate(ENTRIES["a"], 0.1, Language.ZH, "a"),))
    ]
