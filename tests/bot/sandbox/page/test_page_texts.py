import re

import pytest

from bot.sandbox.page.chat_page import STATIC
from bot.sandbox.page.page_texts import fault_name, page_texts
from bot.sandbox.server.fault_plan import FaultKind
from nlu.contract.labels import Language

PLACE = re.compile(r"\{(\w+)\}")
SAID = re.compile(r"""say\("(\w+)"|say\(\w+ \? "(\w+)" : "(\w+)"|say\([^"]*=== "\w+" \? "(\w+)" : "(\w+)\"""")


def test_both_languages_have_the_same_texts() -> None:
    assert sorted(page_texts(Language.ZH)) == sorted(page_texts(Language.EN))


@pytest.mark.parametrize("language", list(Language))
def test_no_text_is_empty(language: Language) -> None:
    assert [name for name, word in page_texts(language).items() if not word.strip()] == []


def test_both_languages_have_the_same_places_for_figures() -> None:
    places = [
        {name: PLACE.findall(word) for name, word in page_texts(language).items()} for language in Language
    ]
    assert places[0] == places[1]


@pytest.mark.parametrize("language", list(Language))
def test_every_fault_has_a_unique_name(language: Language) -> None:
    names = [fault_name(language, kind) for kind in FaultKind]
    assert len(set(names)) == len(FaultKind)


def test_every_text_that_the_script_shows_exists() -> None:
    scripts = "\n".join(file.read_text(encoding="utf-8") for file in STATIC.glob("*.js"))
    said = {name for match in SAID.findall(scripts) for name in match if name}
    assert said - set(page_texts(Language.EN)) == set()
    assert len(said) > 20


def test_the_banner_names_telegram() -> None:
    assert [("Telegram" in page_texts(language)["banner"]) for language in Language] == [True, True]
