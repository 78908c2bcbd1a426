"""A report as text for a terminal."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.cli.reports.text_report import as_text
from store.engine.database import Database
from store.reports.report import ReportRequest, report
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from tests.bot.spreadsheets.test_sections import made
from tests.conftest import NOON
from tests.records import Records

SHANGHAI = ZoneInfo("Asia/Shanghai")


async def test_text_says_what_the_numbers_do_not_tell(database: Database, now: datetime) -> None:
    text = as_text(await made(database, now, None))
    assert "where the dissatisfied answer less often, every score is too high" in text
    assert "of a hundred reports in which nothing differs, five at most say that something does" in text


async def test_formulas_are_numbered_and_named_once_below_the_tables(
    database: Database, now: datetime
) -> None:
    lines = as_text(await made(database, now, By.OUTLET)).splitlines()
    named = [line for line in lines if line.startswith("[")]
    assert [line.split()[0] for line in named] == [f"[{number + 1}]" for number in range(len(named))]
    assert len({line.split(maxsplit=1)[1] for line in named}) == len(named)
    figures = lines[lines.index("FIGURES") + 2 : lines.index("FUNNEL") - 1]
    assert {line.split()[-1] for line in figures} <= {line.split()[0] for line in named}


async def test_period_is_told_on_the_clock_of_its_zone(database: Database, now: datetime) -> None:
    async with database.reading() as session:
        closed = await report(
            session, ReportRequest(Scope(since=now, until=now + timedelta(days=1)), SHANGHAI)
        )
        open_ended = await report(session, ReportRequest(Scope(), SHANGHAI))
    assert [as_text(each).splitlines()[0] for each in (closed, open_ended)] == [
        "Surveys sent from 2026-11-23 12:00 until 2026-11-24 12:00 (Asia/Shanghai)",
        "Surveys sent from the beginning until now (Asia/Shanghai)",
    ]


async def test_control_characters_of_a_name_do_not_reach_the_terminal(database: Database) -> None:
    async with database.transaction() as session:
        records = Records(session, NOON)
        asked = await records.invitation(await records.customer(), outlet="no\x1b[31mrth\u202e")
        await records.answer(asked, "satisfaction", number=5)
    async with database.reading() as session:
        text = as_text(await report(session, ReportRequest(Scope(), SHANGHAI, By.OUTLET)))
    assert ("no[31mrth" in text, "\x1b" in text, "\u202e" in text) == (True, False, False)
