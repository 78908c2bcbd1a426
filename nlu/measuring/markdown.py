"""Markdown tables, and documents of which some parts are written by programs."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return the rows under the head as a Markdown table."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def write_part(document: Path, name: str, text: str) -> None:
    """Replace the text between `<!-- name -->` and `<!-- /name -->`, or add that part at the end."""
    old = document.read_text(encoding="utf-8") if document.exists() else ""
    part = f"<!-- {name} -->\n{text}\n<!-- /{name} -->"
    kept = re.compile(f"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
    new, replaced = kept.subn(lambda _: part, old)
    document.write_text(new if replaced else f"{old}{part}\n", encoding="utf-8")
