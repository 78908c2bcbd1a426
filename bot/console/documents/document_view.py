"""What the pages of one document show: its source, its draft, its versions, and what a draft changes."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlalchemy.ext.asyncio import AsyncSession

from actions.documents.business_settings import BusinessSettings
from actions.documents.document_files import OF_LANGUAGES, Documents
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
    version_text,
)
from store.queries.edition import current_edition
from store.queries.not_found import NotFound
from store.queries.version_records import VersionRecord

NO_STATE = DocumentState()


class VersionQuery(Parameters):
    """The version to compare with the one that is worked on; 0 is the file."""

    compare: Annotated[int | None, Field(ge=0, le=10**9), Blank] = None


@dataclass(frozen=True, slots=True)
class SettingsThere:
    """What is in the database, as of one edition, before the files."""

    edition: int
    states: Mapping[str, DocumentState]
    files: Documents

    @property
    def published(self) -> Mapping[str, str]:
        """Return the published texts."""
        return {key: state.published.text for key, state in self.states.items() if state.published}

    def state(self, key: str) -> DocumentState:
        """Return where a document stands."""
        return self.states.get(key, NO_STATE)

    def in_force(self, key: str) -> str:
        """Return the text that is published, else that of the file; empty where there is none."""
        published, file = self.state(key).published, self.files.get(key)
        return published.text if published else file.text if file else ""

    def at_work(self, key: str) -> str:
        """Return the text that is worked on: the draft, else what is in force."""
        draft = self.state(key).draft
        return draft.text if draft else self.in_force(key)

    def companions(self, key: str) -> Mapping[str, DocumentVersion]:
        """Return the drafts that are published with this one: the bot's words in other languages."""
        together = OF_LANGUAGES.values() if key in OF_LANGUAGES.values() else ()
        drafts = {each: self.state(each).draft for each in together if each != key}
        return {each: draft for each, draft in drafts.items() if draft is not None}


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document: `text` is what is worked on, the draft, else what is in force."""

    key: str
    state: DocumentState
    text: str
    file_text: str | None
    versions: tuple[VersionRecord, ...]
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
        return await _there_in(visit, session)


async def document_view(visit: Visit, key: str, posted: str | None = None) -> DocumentView:
    """Return what to show of a document, with this text in place of its draft.

    Raises:
        NotFound: there is no such document, or no such version of it.
    """
    return (await document_views(visit, (key,), {} if posted is None else {key: posted}))[key]


async def document_views(
    visit: Visit, keys: Sequence[str], posted: Mapping[str, str]
) -> Mapping[str, DocumentView]:
    """Return what to show of documents that are checked together, with these texts in place of drafts.

    Raises:
        NotFound: there is no such document, or no such version of one.
    """
    asked = read_fields(VersionQuery, visit.request.query_params).compare
    async with visit.deps.database.reading() as session:
        there = await _there_in(visit, session)
        versions = {key: await document_history(session, key) for key in keys}
        before = {key: await _compared(session, there, key, asked) for key in keys}
    for key in keys:
        if key not in there.files and not versions[key] and key not in posted:
            raise NotFound("document", 0)
    texts = {key: posted.get(key, there.at_work(key)) for key in keys}
    beside = {each: draft.text for key in keys for each, draft in there.companions(key).items()}
    drafts = texts | {key: text for key, text in beside.items() if key not in texts}
    found = await asyncio.to_thread(checked, access_to(visit).in_force, there.published, drafts)
    return {
        key: DocumentView(
            key,
            there.state(key),
            text,
            there.files[key].text if key in there.files else None,
            versions[key],
            found.problems,
            asked,
            text_changes(key, before[key], text, ("", "")),
            tuple(there.companions(key)),
            found.settings,
        )
        for key, text in texts.items()
    }


async def _there_in(visit: Visit, session: AsyncSession) -> SettingsThere:
    edition = await current_edition(session, SettingEdition)
    return SettingsThere(edition, await document_states(session), access_to(visit).in_force.files)


async def _compared(session: AsyncSession, there: SettingsThere, key: str, number: int | None) -> str:
    if number is None:
        return there.in_force(key)
    if number == 0:
        return there.files[key].text if key in there.files else ""
    text = await version_text(session, key, number)
    if text is None:
        raise NotFound("version", number)
    return text
