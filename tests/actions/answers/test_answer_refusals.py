"""Refusals say what is wrong and the way out."""

from actions.answers.answer_refusals import Clash, NoSuchAnswer, NoSuchVersion, NotADraft, QuestionTaken
from nlu.contract.labels import Language


def test_clash_at_an_outlet_names_it() -> None:
    clash = Clash("b", "open?", Language.EN, "north", "a")
    expected = (
        "b: 'open?' (en) is already answered by 'a' at north; word it in another way, give one of the two an "
        "outlet, or retire 'a'"
    )
    assert (str(clash), str(QuestionTaken([clash]))) == (expected, expected)


def test_what_is_missing_is_named() -> None:
    refusals = [NoSuchAnswer("a"), NoSuchVersion("a", 3), NoSuchVersion("a", None), NotADraft("a", 2)]
    assert [str(each) for each in refusals] == [
        "there is no answer 'a'",
        "a: there is no version 3",
        "a: there is no draft",
        "a: version 2 is no draft; roll back to it instead",
    ]
