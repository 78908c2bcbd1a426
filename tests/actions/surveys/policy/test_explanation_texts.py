"""The words of explanations are complete."""

from pathlib import Path

import pytest

from actions.settings.yaml_files import DataError
from actions.surveys.policy.explanation_texts import load_explanations
from nlu.contract.labels import Language
from store.models.surveys import Reason
from tests.conftest import DATA


@pytest.mark.parametrize("language", list(Language))
def test_every_reason_has_its_words(language: Language) -> None:
    words = load_explanations(DATA / "explanations", language)
    said = [words.text(f"reasons.{reason}", asked_at="?", asked_in_month=1) for reason in Reason]
    assert len(set(said)) == len(Reason)


def test_missing_words_are_named(tmp_path: Path) -> None:
    for language in Language:
        (tmp_path / f"{language}.yml").write_text("never: x", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_explanations(tmp_path, Language.EN)
    expected = f"{tmp_path / 'en.yml'}: the text 'reasons.opted_out' is missing or empty"
    assert expected in caught.value.problems
