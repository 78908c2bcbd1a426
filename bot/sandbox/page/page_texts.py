"""The texts of the chat page by language and name, read from `page_texts.*.yml`."""

from functools import cache
from pathlib import Path

import yaml

from bot.sandbox.server.fault_plan import FaultKind
from nlu.contract.labels import Language


@cache
def page_texts(language: Language) -> dict[str, str]:
    """Return the texts in a language by name."""
    file = Path(__file__).with_name(f"page_texts.{language}.yml")
    texts: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return texts


def fault_name(language: Language, kind: FaultKind) -> str:
    """Return the name of a fault; some kinds share their name with another text of the page."""
    texts = page_texts(language)
    return texts.get(f"fault_{kind}") or texts[kind]
