"""An answer is shown as customers see it today."""

from datetime import date

from actions.answers.document import read_content
from actions.settings.house import House
from bot.console.answers.answer_preview import AnswerPreview, previews
from nlu.contract.labels import Language
from tests.actions.answers.documents import document

PROMISED = {Language.ZH: "今天 18:00", Language.EN: "18:00 today"}


def test_facts_are_filled_in(house: House) -> None:
    asked = document("何时答复", "{promised} 前答复。")
    (found,) = previews(asked, house, date(2026, 11, 23), PROMISED)
    assert found == AnswerPreview(Language.ZH, "何时答复", "今天 18:00 前答复。")


def test_fact_that_is_not_known_is_named(house: House) -> None:
    content = {"wordings": {"en": {"question": "Where?", "answer": "At {address}."}}}
    (found,) = previews(read_content(content), house, date(2026, 11, 23), PROMISED)
    assert (found.text, found.missing) == ("At {address}.", "address")
