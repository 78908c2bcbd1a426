"""Driver errors become ours, and carry no texts of customers."""

import sqlite3
from datetime import datetime

import pytest
from psycopg.errors import AdminShutdown
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from store.engine.database import Database
from store.engine.database_errors import Conflict, SchemaMissing, StoreUnavailable, translated
from store.models.address import Address
from store.models.conversations import Conversation
from store.models.customers import Customer


async def look_into(database: Database, table: str) -> None:
    async with database.reading() as session:
        await session.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - a made-up name


async def add(database: Database, row: Customer | Conversation) -> None:
    async with database.transaction() as session:
        session.add(row)


async def test_missing_table_says_what_to_run(database: Database) -> None:
    with pytest.raises(SchemaMissing, match="huifang db upgrade"):
        await look_into(database, "nothing_of_ours")


async def test_refused_row_does_not_repeat_what_was_in_it(database: Database, now: datetime) -> None:
    await add(database, Customer(account=Address(7), first_name="王小明", created_at=now))
    with pytest.raises(Conflict) as caught:
        await add(database, Customer(account=Address(7), first_name="王小明", created_at=now))
    assert "王小明" not in str(caught.value)


async def test_refused_row_is_not_quoted_as_postgresql_quotes_it(database: Database, now: datetime) -> None:
    with pytest.raises(Conflict) as caught:
        await add(database, Conversation(customer_id=10**9, started_at=now, last_message_at=now))
    assert "1000000000" not in str(caught.value)


def _fail(error: Exception) -> None:
    with translated():
        raise error


@pytest.mark.parametrize("error", [ConnectionRefusedError("refused"), PoolTimeout("pool")])
def test_database_that_is_away_is_unavailable(error: Exception) -> None:
    with pytest.raises(StoreUnavailable):
        _fail(error)


def _locked() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorname = "SQLITE_BUSY"
    return error


@pytest.mark.parametrize(("error", "code"), [(AdminShutdown("ended"), "57P01"), (_locked(), "SQLITE_BUSY")])
def test_outage_carries_the_code_of_the_driver(error: Exception, code: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        _fail(OperationalError("SELECT 1", None, error))
    assert caught.value.code == code


@pytest.mark.parametrize("error", [FileNotFoundError("a file"), TimeoutError("a limit of ours")])
def test_other_trouble_of_the_system_is_not_blamed_on_the_database(error: Exception) -> None:
    with pytest.raises(type(error)):
        _fail(error)
