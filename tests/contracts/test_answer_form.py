"""Every form of an answer (`AnswerForm`) offers buttons that it knows again, and says what was answered."""

import pytest

from actions.settings.house import House
from actions.surveys.asking.forms import form_of
from actions.surveys.asking.moves import Given
from nlu.contract.labels import Language
from store.models.question_kinds import Kind
from tests.actions.surveys.samples import question, reader


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", Kind)
def test_each_button_has_words_and_is_known_when_it_is_tapped(
    house: House, kind: Kind, language: Language
) -> None:
    asked, audience = question(kind), reader(house, language)
    form = form_of(asked)
    buttons = [button for row in form.buttons(asked, audience, Given()) for button in row]
    assert [label for label, _ in buttons if not label.strip()] == []
    assert len({value for _, value in buttons}) == len(buttons)
    assert [value for _, value in buttons if form.tapped(asked, value, audience) is None] == []


@pytest.mark.parametrize("kind", Kind)
def test_unknown_button_means_nothing_and_no_answer_has_no_words(house: House, kind: Kind) -> None:
    asked, audience = question(kind), reader(house, Language.EN)
    form = form_of(asked)
    assert (form.tapped(asked, "none of ours", audience), form.shown(asked, Given(), audience)) == (None, "")
    assert form.typed(asked, "", audience) is None
