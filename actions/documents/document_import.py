"""Comparing documents with what is in force, and importing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import unified_diff

from sqlalchemy.ext.asyncio import AsyncSession

from actions.documents.document_changes import SettingChange, put_in_force, save_draft
from actions.documents.document_files import Documents, file_of


@dataclass(frozen=True, slots=True)
class SettingsPlan:
    """What an import does: documents that get another text, and those whose file holds again."""

    changed: Mapping[str, str]
    restored: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All documents that change."""
        return (*self.changed, *self.restored)

    def published_after(self, published: Mapping[str, str]) -> Mapping[str, str]:
        """Return what is published when it is done."""
        kept = {key: text for key, text in published.items() if key not in self.restored}
        return {**kept, **self.changed}


def texts_in_force(files: Documents, published: Mapping[str, str]) -> Mapping[str, str]:
    """Return the text of every document that is in force, in the order of the keys."""
    texts = {key: file.text for key, file in files.items()} | dict(published)
    return dict(sorted(texts.items()))


def plan_settings_import(files: Documents, published: Mapping[str, str], texts: Documents) -> SettingsPlan:
    """Return what changes when these texts are put in force; others stay as they are."""
    now = texts_in_force(files, published)
    different = {key: text.text for key, text in texts.items() if now.get(key) != text.text}
    of_files = {key for key, text in different.items() if key in files and files[key].text == text}
    return SettingsPlan(
        {key: text for key, text in different.items() if key not in of_files}, tuple(sorted(of_files))
    )


async def import_settings(
    session: AsyncSession, plan: SettingsPlan, edition: int, change: SettingChange
) -> None:
    """Put a plan in force that was checked with what is published at this edition.

    Raises:
        EditionHasMoved: other settings were published meanwhile; nothing was written.
    """
    versions: dict[str, int | None] = dict.fromkeys(plan.restored)
    for key, text in plan.changed.items():
        versions[key] = await save_draft(session, key, text, change)
    if versions:
        await put_in_force(session, versions, edition, change)


def text_changes(key: str, before: str, after: str, named: tuple[str, str]) -> tuple[str, ...]:
    """Return the lines of a unified diff; none where the texts are the same."""
    file = file_of(key).as_posix()
    lines = unified_diff(
        before.splitlines(), after.splitlines(), f"{named[0]}/{file}", f"{named[1]}/{file}", lineterm="", n=2
    )
    return tuple(lines)
