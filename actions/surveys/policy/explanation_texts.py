"""The words in which surveys and decisions are explained to staff, from data/explanations/{zh,en}.yml."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from actions.settings.text_files import Wording, load_wording
from nlu.contract.labels import Language
from store.models.surveys import InvitationStatus, Phase, Reason

SENTENCES = ("service", "scheduled", "skipped", "invitation", "never")
PREVIEW = ("preview.optional", "preview.words", "preview.only_if")


@dataclass(frozen=True, slots=True)
class Explanations:
    """The texts of one language."""

    language: Language
    wording: Wording

    def text(self, key: str, **values: object) -> str:
        """A text with its placeholders filled."""
        return self.wording[self.language][key].format(**values)


def load_explanations(folder: Path, language: Language) -> Explanations:
    """Read and check the texts of every language, to speak one of them.

    Raises:
        DataError: a file is missing or broken, or a text or placeholder is missing in one language.
    """
    return Explanations(language, load_wording(folder, tuple(_keys())))


def _keys() -> Iterator[str]:
    yield from (*SENTENCES, *PREVIEW)
    yield from (f"phases.{phase}" for phase in Phase)
    yield from (f"reasons.{reason}" for reason in Reason)
    yield from (f"statuses.{status}" for status in InvitationStatus)
