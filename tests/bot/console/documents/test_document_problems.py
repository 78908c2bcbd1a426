"""Problems are those of the checker for files, with the line that they concern."""

import pytest

from bot.console.documents.document_problems import DocumentProblem, problems_of_drafts
from tests.actions.documents.published import files, fresh, line_of, rules


@pytest.mark.parametrize(
    ("key", "text", "line", "said"),
    [
        (
            "rules",
            rules(-1),
            line_of("rules", "first_reply_hours"),
            "cases.first_reply_hours: Input should be greater than or equal to 0",
        ),
        ("rules", "a: [\n", 2, "expected the node content, but found '<stream end>'"),
        (
            "scorecard",
            files()["scorecard"].text.replace("weight: 20", "weight: 0", 1),
            7,
            "criteria.courtesy.weight: Input should be greater than or equal to 1",
        ),
    ],
)
def test_problem_has_its_line(key: str, text: str, line: int, said: str) -> None:
    assert problems_of_drafts(fresh(), {}, {key: text}) == (DocumentProblem(key, line, said),)


def test_words_that_differ_between_languages_are_named_with_both() -> None:
    text = files()["replies.en"].text.replace("  set: ", "  set: 'Hello {whom}' # ", 1)
    said = [("replies.zh", "the text 'language.set' lacks {whom}, which another wording has")]
    drafts = {"replies.en": text}
    alone = problems_of_drafts(fresh(), {}, drafts)
    both = problems_of_drafts(fresh(), {}, {**drafts, "replies.zh": files()["replies.zh"].text})
    assert [[(each.document, each.text) for each in found] for found in (alone, both)] == [said, said]


def test_other_wrong_text_is_not_its_problem() -> None:
    assert problems_of_drafts(fresh(), {"rules": rules(-1)}, {"calendar": files()["calendar"].text}) == ()


def test_sound_draft_has_no_problem() -> None:
    assert problems_of_drafts(fresh(), {}, {"rules": rules(3)}) == ()


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("rules", "[" * 5000, "not valid YAML: it is nested too deeply"),
        (
            "replies.zh",
            "help: &help\n  more: *help\n",
            "replies/zh.yml or replies/en.yml: it is nested too deeply",
        ),
    ],
)
def test_endless_draft_is_a_problem(key: str, text: str, said: str) -> None:
    assert problems_of_drafts(fresh(), {}, {key: text}) == (DocumentProblem(key, None, said),)
