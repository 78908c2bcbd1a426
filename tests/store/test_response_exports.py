"""Responses are read piece by piece."""

from datetime import datetime

import pytest

from store import response_exports
from store.engine.database import Database
from store.reports.sums.scope import Scope
from store.response_exports import wide_responses
from tests.store.reports.scene import play


async def test_responses_are_read_whole_in_several_pieces(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_exports, "AT_ONCE", 4)
    await play(database, now)
    async with database.reading() as session:
        rows = [row async for row, _ in wide_responses(session, Scope("post_service"), ())]
    assert len({row.invitation for row in rows}) == len(rows) == 17
    assert sum(row.is_answered for row in rows) == 16
