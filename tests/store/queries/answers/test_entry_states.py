"""The states of entries: what is published and what is drafted."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.models.answers import AnswerEntry, AnswerVersion
from store.models.version_columns import VersionState
from store.queries.answers.entry_states import EntryState, entry_state, entry_states
from store.queries.not_found import NotFound


async def test_published_version_and_draft_are_read_together(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add_all(
            [
                AnswerEntry(id=1, key="b", published_version=1, created_at=now),
                AnswerEntry(id=2, key="a", created_at=now),
            ]
        )
        await session.flush()
        session.add_all(
            AnswerVersion(
                answer_id=1,
                number=number,
                content={"n": number},
                state=state,
                created_by="system",
                created_at=now,
            )
            for number, state in (
                (1, VersionState.PUBLISHED),
                (2, VersionState.DISCARDED),
                (3, VersionState.DRAFT),
            )
        )
    async with database.reading() as session:
        states = await entry_states(session)
    assert list(states.values()) == [
        EntryState(2, "a", None, None, None, None, None, None, None),
        EntryState(1, "b", 1, {"n": 1}, None, None, 3, {"n": 3}, None),
    ]
    assert [(state.is_in_force, state.newest) for state in states.values()] == [(False, {}), (True, {"n": 3})]


async def test_one_entry_is_found_by_its_id(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        session.add(AnswerEntry(id=7, key="a", created_at=now))
    async with database.reading() as session:
        assert await entry_state(session, 7) == EntryState(7, "a", None, None, None, None, None, None, None)
        with pytest.raises(NotFound):
            await entry_state(session, 8)
