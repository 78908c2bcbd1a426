"""The index finds the newest messages that have all words of a search."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from store.engine.database import Database
from store.engine.search_terms import SearchTerm, query_terms
from store.queries.conversations.full_text import NEAR, fts5_query, matching, tsquery
from tests.records import Records

REFUND, SLOW = SearchTerm("refund", is_whole=False), SearchTerm("退款", is_whole=True)


def test_each_database_is_asked_in_its_terms() -> None:
    assert fts5_query([SLOW, REFUND]) == '"退款" AND "refund"*'
    assert tsquery([SLOW, REFUND]) == "'退款' & 'refund':*"


def test_digits_are_asked_for_at_both_ends_of_a_number() -> None:
    sought = [SearchTerm("5678", is_whole=False), SearchTerm("567", is_whole=False)]
    assert fts5_query(sought) == '("5678"* OR "\u01c28765"*) AND "567"*'
    assert tsquery(sought) == "('5678':* | '\u01c28765':*) & '567':*"


async def ids(database: Database, query: str, before: int | None = None, limit: int = 9) -> Sequence[int]:
    async with database.reading() as session:
        return await matching(session, query_terms(query), before, limit)


@pytest.fixture
async def numbered(database: Database, now: datetime) -> None:
    """Messages about refunds, near and far, with another after each."""
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        for number in (1, NEAR, 3 * NEAR):
            await records.heard(talk, f"refund for {number}", id=number)
            await records.heard(talk, "something else", id=number + 1)


async def test_newest_come_first_up_to_the_limit(database: Database, numbered: None) -> None:
    assert await ids(database, "refund") == [3 * NEAR, NEAR, 1]
    assert await ids(database, "refund", limit=1) == [3 * NEAR]
    assert await ids(database, "refund", limit=2) == [3 * NEAR, NEAR]


async def test_older_ones_follow_after_a_message(database: Database, numbered: None) -> None:
    assert await ids(database, "refund", before=3 * NEAR) == [NEAR, 1]
    assert await ids(database, "refund", before=NEAR + 1, limit=1) == [NEAR]
    assert await ids(database, "refund", before=1) == []


async def test_all_words_have_to_be_there(database: Database, numbered: None) -> None:
    assert await ids(database, f"refund {NEAR}") == [NEAR]
    assert await ids(database, "refund else") == []


async def test_empty_database_has_no_hits(database: Database) -> None:
    assert await ids(database, "refund") == []
