"""Exported rows, piece by piece."""

from datetime import datetime

import pytest

from store import exports
from store.engine.database import Database
from store.exports import ExportedAnswer, answers, conversations, header
from store.reports.sums.scope import Scope
from tests.records import Records
from tests.store.reports.scene import play


async def test_answers_are_read_whole_in_several_pieces(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 4)
    await play(database, now)
    async with database.reading() as session:
        rows = [row async for row in answers(session, Scope())]
    assert [row.answer for row in rows] == list(range(1, 34))
    assert (rows[0].survey, rows[0].question, rows[0].number, rows[0].outlet) == (
        "post_service",
        "satisfaction",
        4,
        "north",
    )


async def test_conversations_are_one_a_row_newest_first(
    database: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    async with database.transaction() as session:
        records = Records(session, now)
        for number in range(5):
            talk = await records.conversation(await records.customer(external_id=f"c-{number}"))
            await records.heard(talk, f"words {number}")
    async with database.reading() as session:
        rows = [row async for row in conversations(session, None, None)]
    assert [(row.external_id, row.intents, row.last_words) for row in rows] == [
        (f"c-{number}", "inquiry", f"words {number}") for number in (4, 3, 2, 1, 0)
    ]


def test_columns_hold_nothing_of_telegrams() -> None:
    names = {*header(ExportedAnswer), *header(exports.ExportedConversation)}
    assert {name for name in names if "telegram" in name or "chat" in name} == set()
