"""A report as tables."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.spreadsheets.sections import FEW, NOT_TOLD, sections
from store.engine.database import Database
from store.reports.report import Report, ReportRequest, report
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from tests.store.reports.scene import play

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def made(database: Database, now: datetime, by: By | None) -> Report:
    await play(database, now)
    scope, earlier = Scope(since=now - timedelta(days=1)), (None, now - timedelta(days=1))
    async with database.reading() as session:
        return await report(session, ReportRequest(scope, SHANGHAI, by, earlier))


async def test_few_answers_are_said_to_be_few(database: Database, now: datetime) -> None:
    tables = {table.title: table for table in sections(await made(database, now, By.OUTLET))}
    place = tables["comparison"].header.index
    csat = {row[place("group")]: row for row in tables["comparison"].rows if row[0] == "csat"}
    assert (csat["south"][place("rank")], csat["south"][place("note")]) == (None, FEW)
    assert csat["north"][place("note")] == ""
    untold = [row for row in tables["comparison"].rows if row[place("group")] == "–"]
    assert {(row[place("rank")], row[place("note")]) for row in untold} == {(None, NOT_TOLD)}
    changes = {row[0]: row for row in tables["change"].rows}
    assert changes["csat"][tables["change"].header.index("note")] == FEW
