"""The starter sets that Huifang brings are whole in both languages."""

import pytest

from actions.answers.answer_files import read_answers
from actions.answers.fillable_facts import facts_in
from bot.cli.answer_commands import STARTERS
from nlu.contract.labels import Language
from tests.conftest import DATA


def test_there_is_a_set_for_each_kind_of_business() -> None:
    assert sorted(file.stem for file in (DATA / "answers").iterdir()) == sorted(STARTERS)


@pytest.mark.parametrize("name", STARTERS)
def test_set_has_forty_answers_in_both_languages_with_variants(name: str) -> None:
    documents = read_answers(DATA / "answers" / f"{name}.yml")
    assert len(documents) == 40
    assert {tuple(document.wordings) for document in documents.values()} == {tuple(Language)}
    poor = [
        (key, language.value)
        for key, document in documents.items()
        for language, wording in document.wordings.items()
        if len(wording.variants) < 2
    ]
    assert poor == []


@pytest.mark.parametrize("name", STARTERS)
def test_both_languages_have_the_same_facts_filled_in(name: str) -> None:
    documents = read_answers(DATA / "answers" / f"{name}.yml")
    uneven = [
        key
        for key, document in documents.items()
        if len({facts_in(wording.answer) for wording in document.wordings.values()}) != 1
    ]
    assert uneven == []
