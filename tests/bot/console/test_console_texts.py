"""The texts of the pages are all there."""

from pathlib import Path

import pytest

from actions.settings.yaml_files import DataError
from bot.console.console_texts import FAMILIES, load_console_wording, name_of
from nlu.contract.labels import Intent, Language
from store.models.conversations import Direction
from tests.conftest import DATA


def test_shipped_texts_are_complete_in_both_languages() -> None:
    wording = load_console_wording(DATA / "console")
    assert set(wording) == set(Language)
    assert set(wording[Language.ZH]) == set(wording[Language.EN])


@pytest.mark.parametrize("language", list(Language))
def test_every_member_of_every_closed_set_has_a_name(language: Language) -> None:
    texts = load_console_wording(DATA / "console")[language]
    unnamed = [name_of(member) for family in FAMILIES for member in family if not texts.get(name_of(member))]
    assert unnamed == []


def test_text_that_a_template_needs_is_missed(tmp_path: Path) -> None:
    for language in Language:
        text = (DATA / "console" / f"{language}.yml").read_text(encoding="utf-8")
        kept = [line for line in text.splitlines() if not line.startswith("  wrong:")]
        (tmp_path / f"{language}.yml").write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        load_console_wording(tmp_path)
    assert raised.value.problems == tuple(
        f"{tmp_path / f'{language}.yml'}: the text 'login.wrong' is missing or empty" for language in Language
    )


def test_members_are_named_by_their_values() -> None:
    assert name_of(Intent.OUT_OF_SCOPE) == "intents.out_of_scope"
    with pytest.raises(KeyError):
        name_of(Direction.IN)
