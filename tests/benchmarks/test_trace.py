"""A survey tap stays cheap: one read of its answers, one write of its invitation, and a short walk."""

from pathlib import Path

from benchmarks.trace import Trace, traces

ROOMS, RETURNS = 12, 12


def writes_of(trace: Trace, table: str) -> int:
    """How many statements changed this table before the answer was sent."""
    verbs = (f"UPDATE {table} ", f"INSERT INTO {table} ")
    sending = next(at for at, each in enumerate(trace.executed) if each.startswith("UPDATE outbox"))
    return sum(each.startswith(verbs) for each in trace.executed[:sending])


async def test_tap_loads_its_survey_once_and_writes_it_once(tmp_path: Path) -> None:
    text, tap = (await traces(tmp_path)).values()
    assert [tap.reads_of(table) for table in ("invitations", "answers")] == [1, 1]
    assert [writes_of(tap, table) for table in ("invitations", "answers", "conversations")] == [1, 1, 1]
    assert text.reads_of("answers") == 0


async def test_tap_walks_through_few_rooms(tmp_path: Path) -> None:
    _, tap = (await traces(tmp_path)).values()
    walk = tap.turn.within("actions")
    assert (walk.files <= ROOMS, walk.returns <= RETURNS) == (True, True), walk
