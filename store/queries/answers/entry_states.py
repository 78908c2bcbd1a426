"""Where each entry stands: what is published of it, and what is drafted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from store.models.answers import AnswerEntry, AnswerVersion
from store.models.version_columns import VersionState
from store.queries.not_found import NotFound


@dataclass(frozen=True, slots=True)
class EntryState:
    """An entry with its published version and its draft; their contents are as documents write them."""

    id: int
    key: str
    published_version: int | None
    published: Mapping[str, Any] | None
    published_at: datetime | None
    published_by: str | None
    draft_number: int | None
    draft: Mapping[str, Any] | None
    retired_at: datetime | None

    @property
    def is_in_force(self) -> bool:
        """Whether customers can be shown it, if its dates hold."""
        return self.published is not None and self.retired_at is None

    @property
    def newest(self) -> Mapping[str, Any]:
        """What an editor goes on from: the draft, else what is published."""
        return self.draft or self.published or {}


async def entry_states(session: AsyncSession) -> Mapping[str, EntryState]:
    """Return every entry by key, in the order of the keys; also retired ones."""
    rows = await session.execute(_states().order_by(AnswerEntry.key))
    return {state.key: state for state in (EntryState(*row) for row in rows.tuples())}


async def entry_state(session: AsyncSession, answer_id: int) -> EntryState:
    """Return one entry.

    Raises:
        NotFound: there is no entry with this id.
    """
    row = (await session.execute(_states().where(AnswerEntry.id == answer_id))).tuples().first()
    if row is None:
        raise NotFound("answer", answer_id)
    return EntryState(*row)


def _states() -> Select[Any]:
    published, draft = aliased(AnswerVersion), aliased(AnswerVersion)
    return (
        select(
            AnswerEntry.id,
            AnswerEntry.key,
            AnswerEntry.published_version,
            published.content,
            published.published_at,
            published.published_by,
            draft.number,
            draft.content,
            AnswerEntry.retired_at,
        )
        .outerjoin(
            published,
            and_(published.answer_id == AnswerEntry.id, published.number == AnswerEntry.published_version),
        )
        .outerjoin(draft, and_(draft.answer_id == AnswerEntry.id, draft.state == VersionState.DRAFT))
    )
