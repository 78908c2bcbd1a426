"""Rows are read in pieces, each once and in order."""

from datetime import datetime

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.engine.row_pieces import row_pieces
from store.models.customers import Customer
from tests.records import Records


@pytest.mark.parametrize(("size", "pieces"), [(2, [2, 2]), (3, [3, 1]), (5, [4])])
async def test_pieces_hold_each_row_once(
    database: Database, now: datetime, size: int, pieces: list[int]
) -> None:
    async with database.transaction() as session:
        ids = [(await Records(session, now).customer()).id for _ in range(4)]
    async with database.reading() as session:
        statement = select(Customer, Customer.first_name)
        found = [
            [customer.id for customer, _ in rows]
            async for rows in row_pieces(session, statement, Customer.id, size)
        ]
    assert ([len(each) for each in found], [one for each in found for one in each]) == (pieces, ids)


async def test_table_without_rows_has_no_piece(database: Database) -> None:
    async with database.reading() as session:
        pieces = [rows async for rows in row_pieces(session, select(Customer), Customer.id, 2)]
    assert pieces == []
