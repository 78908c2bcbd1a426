"""Reading what is published, and reading it again in every process soon after it changes."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.document import read_content
from actions.answers.entry import Entry
from store.engine.database import Database
from store.models.answers import AnswerEdition
from store.queries.answers.published_versions import published_versions
from store.queries.edition import current_edition

Receive = Callable[[tuple[Entry, ...]], Awaitable[None]]
"""Takes all published entries in place of those before: `AnswerFinder.reload`."""


async def load_entries(session: AsyncSession, answer_id: int | None = None) -> tuple[Entry, ...]:
    """Return all published entries, or this one, also where its dates do not hold today, in order of ids."""
    return tuple(
        read_content(row.content).entry(row.answer_id, row.key, row.number)
        for row in await published_versions(session, answer_id=answer_id)
    )


class AnswerWatcher:
    """Hands over the published entries whenever the edition in the database has changed."""

    def __init__(self, database: Database, receive: Receive) -> None:
        self._database = database
        self._receive = receive
        self._edition: int | None = None

    async def look(self) -> bool:
        """Look once, which costs one small query; return whether entries were handed over.

        Raises:
            StoreUnavailable: the database cannot be used; the next look tries again.
        """
        async with self._database.reading() as session:
            edition = await current_edition(session, AnswerEdition)
            if edition == self._edition:
                return False
            entries = await load_entries(session)
        await self._receive(entries)
        self._edition = edition
        return True
