"""What the pages of one document show: its source, its draft, its versions, and what a draft changes."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from actions.documents.business_settings import BusinessSettings
from actions.documents.document_files import OF_LANGUAGES
from actions.documents.document_import import text_changes
from bot.console.documents.document_address import access_to
from bot.console.documents.document_problems import DocumentProblem, checked
from bot.console.web.fields import Blank, Parameters, read_fields
from bot.console.web.visit import Visit
from store.models.setting_versions import SettingEdition
from store.queries.documents.document_states import (
    DocumentState,
    DocumentVersion,
    document_history,
    document_states,
    published_texts,
)
from store.queries.edition import current_edition
from store.queries.not_found import NotFound

NO_STATE = DocumentState()


class VersionQuery(Parameters):
    """The version to compare with the one that is worked on; 0 is the file."""

    compare: Annotated[int | None, Field(ge=0, le=10**9), Blank] = None


@dataclass(frozen=True, slots=True)
class SettingsThere:
    """What is in the database, as of one edition."""

    edition: int
    published: Mapping[str, str]
    states: Mapping[str, DocumentState]

    def companions(self, key: str) -> Mapping[str, DocumentVersion]:
        """Return the drafts that are published with this one: the bot's words in other languages."""
        together = OF_LANGUAGES.values() if key in OF_LANGUAGES.values() else ()
        drafts = {each: self.states[each].draft for each in together if each != key and each in self.states}
        return {each: draft for each, draft in drafts.items() if draft is not None}


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document: `text` is what is worked on, the draft, else what is in force."""

    key: str
    state: DocumentState
    text: str
    file_text: str | None
    versions: tuple[DocumentVersion, ...]
    problems: tuple[DocumentProblem, ...]
    compared: int | None
    changes: tuple[str, ...]
    companions: tuple[str, ...]
    settings: BusinessSettings | None

    @property
    def newest(self) -> int:
        """Return the number of the newest version; 0 where there is none."""
        return self.versions[0].number if self.versions else 0

    @property
    def can_publish(self) -> bool:
        """Return whether there is a draft without mistakes."""
        return self.state.draft is not None and not self.problems


async def read_there(visit: Visit) -> SettingsThere:
    """Return what is published and drafted now."""
    async with visit.deps.database.reading() as session:
        return SettingsThere(
            await current_edition(session, SettingEdition),
            await published_texts(session),
            await document_states(session),
        )


async def document_view(visit: Visit, key: str, posted: str | None = None) -> DocumentView:
    """Return what to show of a document, with this text in place of its draft.

    Raises:
        NotFound: there is no such document, or no such version of it.
    """
    in_force, there = access_to(visit).in_force, await read_there(visit)
    async with visit.deps.database.reading() as session:
        versions = await document_history(session, key)
    file = in_force.files.get(key)
    state = there.states.get(key, NO_STATE)
    if file is None and not versions and posted is None:
        raise NotFound("document", 0)
    current = state.published.text if state.published else file.text if file else ""
    text = posted if posted is not None else state.draft.text if state.draft else current
    companions = there.companions(key)
    drafts = {key: text} | {each: draft.text for each, draft in companions.items()}
    found = await asyncio.to_thread(checked, in_force, there.published, drafts)
    asked = read_fields(VersionQuery, visit.request.query_params).compare
    before = current if asked is None else _text_of(asked, versions, file.text if file else "")
    return DocumentView(
        key,
        state,
        text,
        file.text if file else None,
        versions,
        found.problems,
        asked,
        text_changes(key, before, text, ("", "")),
        tuple(companions),
        found.settings,
    )


def _text_of(number: int, versions: tuple[DocumentVersion, ...], file: str) -> str:
    if number == 0:
        return file
    found = next((each for each in versions if each.number == number), None)
    if found is None:
        raise NotFound("version", number)
    return found.text
