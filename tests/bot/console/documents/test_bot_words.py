"""The bot's words are fields of a form, language beside language."""

import pytest
import yaml

from actions.documents.text_edits import with_values
from actions.settings.replies import Reply
from bot.console.documents.bot_words import PARTS, field_of, filled, word_changes, words_of
from nlu.contract.labels import Language
from tests.actions.documents.published import files

CONTENTS = {language: yaml.safe_load(files()[f"replies.{language.value}"].text) for language in Language}


def test_every_text_is_in_one_part() -> None:
    keys = [text.key for part in PARTS for text in words_of(part, CONTENTS)]
    assert sorted(keys) == sorted(reply.value for reply in Reply)


def test_text_has_its_wordings_and_the_names_that_are_filled_in() -> None:
    found = next(text for text in words_of("complaint", CONTENTS) if text.key == "complaint.received")
    assert found.names == ("reference", "due")
    assert (found.has_several, [len(each) for each in found.wordings.values()]) == (True, [3, 3])


@pytest.mark.parametrize("part", PARTS)
def test_form_that_is_posted_as_it_is_shown_changes_nothing(part: str) -> None:
    posted = {
        field_of(text.key, language, number): wording.replace("\n", "\r\n")
        for text in words_of(part, CONTENTS)
        for language, wordings in text.wordings.items()
        for number, wording in enumerate(wordings)
    }
    assert [word_changes(posted, part, language, CONTENTS[language]) for language in Language] == [{}, {}]


def test_changed_wording_is_written_into_the_text() -> None:
    posted = {
        field_of("help", Language.EN, 0): "Just write.\r\n\r\nOr call.",
        field_of("help", Language.ZH, 0): CONTENTS[Language.ZH]["help"],
    }
    changes = word_changes(posted, "help", Language.EN, CONTENTS[Language.EN])
    assert changes == {("help",): "Just write.\n\nOr call."}
    text = with_values(files()["replies.en"].text, changes)
    assert yaml.safe_load(text) == CONTENTS[Language.EN] | {"help": "Just write.\n\nOr call."}
    assert text.startswith(files()["replies.en"].text.split("help:")[0])


def test_wordings_come_and_go() -> None:
    texts = ("One.", "", "Two.")
    posted = {field_of("small_talk.bye", Language.EN, number): text for number, text in enumerate(texts)}
    changes = word_changes(posted, "small_talk", Language.EN, CONTENTS[Language.EN])
    assert changes == {("small_talk", "bye"): ["One.", "Two."]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{reference} by {when}", "HF-1 by ‹when›"),
        ("a {", "a {"),
        ("{{x}}", "{x}"),
        ("{0.real}", "{0.real}"),
        ("{x:>9}", "{x:>9}"),
    ],
)
def test_bubble_is_filled_with_examples(text: str, said: str) -> None:
    assert filled(text, {"reference": "HF-1"}) == said


def test_no_wording_is_lost_where_there_are_many() -> None:
    texts = [f"Bye {number}." for number in range(15)]
    posted = {field_of("small_talk.bye", Language.EN, number): text for number, text in enumerate(texts)}
    changes = word_changes(posted, "small_talk", Language.EN, CONTENTS[Language.EN])
    assert changes == {("small_talk", "bye"): texts}
