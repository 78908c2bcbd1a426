"""A case with its history, and the board of open cases."""

from datetime import datetime, timedelta

import pytest

from store.engine.database import Database
from store.models.cases import CaseEvent, CaseStatus, CaseStep
from store.models.conversations import MessageKind
from store.queries.cases.case_rows import CaseFilter
from store.queries.cases.casefile import PER_COLUMN, Happening, board, read_casefile
from store.queries.not_found import NotFound
from tests.records import Records

HOUR = timedelta(hours=1)


async def test_history_names_who_did_what_and_what_was_said(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        mei, customer = await records.staff("Mei"), await records.customer()
        talk = await records.conversation(customer)
        message = await records.heard(talk, "Too late!", quoted="On Friday")
        case, other = await records.case(customer, talk), await records.case(customer)
        session.add(CaseEvent(case_id=case.id, step=CaseStep.OPENED, message_id=message.id, at=now))
        session.add(CaseEvent(case_id=other.id, step=CaseStep.OPENED, at=now))
        await session.flush()
        session.add(
            CaseEvent(case_id=case.id, step=CaseStep.STATUS, detail="settled", staff_id=mei.id, at=now - HOUR)
        )
    async with database.reading() as session:
        file = await read_casefile(session, case.id)
    assert (file.case.reference, file.history) == (
        case.reference,
        (
            Happening(
                CaseStep.OPENED, None, None, message.id, "Too late!", now, MessageKind.TEXT, "On Friday"
            ),
            Happening(CaseStep.STATUS, "settled", "Mei", None, None, now - HOUR),
        ),
    )


async def test_unknown_case_is_not_found(database: Database) -> None:
    async with database.reading() as session:
        with pytest.raises(NotFound, match="there is no case 9"):
            await read_casefile(session, 9)


async def test_board_has_a_column_for_each_open_status(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        customer = await records.customer()
        for number in range(PER_COLUMN + 2):
            await records.case(customer, due_at=now - number * HOUR)
        waiting = await records.case(customer, status=CaseStatus.WAITING, outlet="north")
        await records.case(customer, status=CaseStatus.SETTLED)
    async with database.reading() as session:
        columns = await board(session)
        north = await board(session, CaseFilter(outlet="north"))
    assert [(column.status, column.count, len(column.cases)) for column in columns] == [
        (CaseStatus.OPEN, PER_COLUMN + 2, PER_COLUMN),
        (CaseStatus.IN_PROGRESS, 0, 0),
        (CaseStatus.WAITING, 1, 1),
    ]
    assert columns[0].cases[0].due_at == now - (PER_COLUMN + 1) * HOUR
    assert [[case.id for case in column.cases] for column in north] == [[], [], [waiting.id]]
