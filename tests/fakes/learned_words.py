"""Learned words without files."""

from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass
class WordsOnPaper:
    """Learned words on paper. While `is_busy`, a model is trained."""

    is_busy: bool = False
    asked: list[list[str]] = field(default_factory=list)

    def keep(self, texts: Collection[str]) -> bool:
        self.asked.append(list(texts))
        return not self.is_busy
