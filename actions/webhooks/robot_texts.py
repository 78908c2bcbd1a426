"""What the lines of robots say, in both languages."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from actions.settings.yaml_files import load_yaml
from nlu.contract.labels import Language

HERE = Path(__file__).parent


def _loaded(language: Language) -> Mapping[str, str]:
    texts: dict[str, Any] = load_yaml(HERE / f"robot_texts.{language.value}.yml")
    return {str(name): str(text) for name, text in texts.items()}


TEXTS: Mapping[Language, Mapping[str, str]] = {language: _loaded(language) for language in Language}
