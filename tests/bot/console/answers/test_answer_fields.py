"""An answer becomes the fields of a form, and the fields become the same answer."""

from typing import Any

from actions.answers.document import read_content
from bot.console.answers.answer_fields import AnswerField, content_in, field_name, fields_of
from nlu.contract.labels import Language
from tests.actions.answers.test_document import FULL


def form_of(content: dict[str, Any]) -> dict[str, str]:
    """The fields of an answer by the names of the form."""
    return {field_name(*key): text for key, text in fields_of(read_content(content)).items()}


def test_answer_goes_into_a_form_and_back() -> None:
    assert read_content(content_in(form_of(FULL))) == read_content(FULL)


def test_fields_are_named_by_language() -> None:
    assert field_name(AnswerField.OUTLET) == "outlet"
    assert field_name(AnswerField.ANSWER, Language.ZH) == "zh_answer"


def test_lines_ends_and_commas_of_any_kind_are_read() -> None:
    content = content_in(
        {
            "tags": "a， b,,",
            "en_question": " Open? ",
            "en_variants": "When?\r\n\r\nHours?",
            "en_buttons": "Map",
        }
    )
    assert content == {
        "tags": ["a", "b"],
        "wordings": {
            "en": {
                "question": "Open?",
                "variants": ["When?", "Hours?"],
                "answer": "",
                "buttons": [{"text": "Map"}],
            }
        },
    }
