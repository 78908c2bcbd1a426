"""What every customer costs stays cheap: few statements, few transactions, and a short walk for a tap."""

from pathlib import Path

from benchmarks.trace import Trace, traces
from tests import postgres

ROOMS, RETURNS = 12, 12
MOST_STATEMENTS = {"a message of a new customer": 18, "a due survey": 18, "a survey tap": 17}
MOST_ON_POSTGRESQL = {"a message of a new customer": 31, "a due survey": 23, "a survey tap": 35}
MOST_TRANSACTIONS = {"a message of a new customer": 3, "a due survey": 3, "a survey tap": 4}


def at(folder: Path) -> str:
    """The address of a new database."""
    return f"sqlite:///{folder / 'trace.db'}"


def writes_of(trace: Trace, table: str) -> int:
    """How many statements changed this table before the answer was sent."""
    verbs = (f"UPDATE {table} ", f"INSERT INTO {table} ")
    sending = next(at for at, each in enumerate(trace.executed) if each.startswith("UPDATE outbox"))
    return sum(each.startswith(verbs) for each in trace.executed[:sending])


async def test_tap_loads_its_survey_once_and_writes_it_once(tmp_path: Path) -> None:
    text, _, tap = (await traces(at(tmp_path))).values()
    assert [tap.reads_of(table) for table in ("invitations", "answers")] == [1, 1]
    assert [writes_of(tap, table) for table in ("invitations", "answers", "conversations")] == [1, 1, 1]
    assert text.reads_of("answers") == 0


async def test_tap_walks_through_few_rooms(tmp_path: Path) -> None:
    _, _, tap = (await traces(at(tmp_path))).values()
    walk = tap.turn.within("actions")
    assert (walk.files <= ROOMS, walk.returns <= RETURNS) == (True, True), walk


async def test_statements_and_transactions_stay_within_their_budgets(tmp_path: Path) -> None:
    found = await traces(at(tmp_path))
    statements = {name: len(trace.executed) for name, trace in found.items()}
    transactions = {name: trace.write_transactions for name, trace in found.items()}
    assert {name: count for name, count in statements.items() if count > MOST_STATEMENTS[name]} == {}
    assert {name: count for name, count in transactions.items() if count > MOST_TRANSACTIONS[name]} == {}


async def test_statements_on_postgresql_stay_within_their_budgets() -> None:
    with postgres.running() as server:
        found = await traces(server.url)
    statements = {name: len(trace.executed) for name, trace in found.items()}
    assert {name: count for name, count in statements.items() if count > MOST_ON_POSTGRESQL[name]} == {}
