"""A document of which some parts are written by programs, between comments that name them."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Document:
    """A Markdown file with `<!-- name -->` … `<!-- /name -->` around each such part."""

    path: Path

    def put(self, name: str, text: str) -> None:
        """Replaces the part of this name, or adds it at the end."""
        old = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
        part = f"<!-- {name} -->\n{text}\n<!-- /{name} -->"
        kept = re.compile(f"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
        new, replaced = kept.subn(lambda _: part, old)
        self.path.write_text(new if replaced else f"{old}{part}\n", encoding="utf-8")
