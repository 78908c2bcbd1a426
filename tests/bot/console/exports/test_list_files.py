"""Lists as files have the rows of their pages, in the language of the reader."""

import csv
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.console.exports.export_routes import EXPORT_PAGES
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.staff import AuditEntry, Role
from tests.bot.console.browser import Browser, Browsers
from tests.bot.console.refused_pages import refused
from tests.bot.console.scene import Scene
from tests.records import Records


def read(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


async def test_files_have_the_rows_that_the_filter_leaves(reviewer: Browser, scene: Scene) -> None:
    everything = read((await reviewer.get("/conversations.csv")).content)
    complaints = read((await reviewer.get("/conversations.csv?intent=complaint")).content)
    listed = (await reviewer.get("/conversations?intent=complaint")).text.count('<li class="row')
    assert everything[0][:3] == ["Conversation", "Customer", "Customer number"]
    assert (len(complaints) - 1, len(complaints) < len(everything)) == (listed, True)
    assert str(scene.complaint) in {row[0] for row in complaints[1:]}
    found = read((await reviewer.get("/conversations.csv?q=空调")).content)
    assert [row[0] for row in found] == ["Conversation", str(scene.complaint)]


async def test_cases_and_responses_name_what_they_hold(reviewer: Browser, scene: Scene) -> None:
    cases = read((await reviewer.get("/cases.csv?outlet=south")).content)
    rows = [dict(zip(cases[0], row, strict=True)) for row in cases[1:]]
    assert {row["Outlet"] for row in rows} == {"south"}
    assert "Staff" in {row["Aspect"] for row in rows}
    book = load_workbook(BytesIO((await reviewer.get("/responses.xlsx?outlet=south")).content))
    page = list(book["responses"].iter_rows(values_only=True))
    assert ({row[4] for row in page[1:]}, page[0][0]) == ({"south"}, "Survey")


async def test_report_has_the_tables_of_the_overview(reviewer: Browser, scene: Scene) -> None:
    book = load_workbook(BytesIO((await reviewer.get("/overview.xlsx")).content))
    assert {"figures", "funnel"} <= set(book.sheetnames)
    assert read((await reviewer.get("/overview.csv")).content)[0][:2] == ["table", "group"]


async def test_words_are_no_formulas_and_names_of_telegram_stay(
    reviewer: Browser, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer("Zhuang", username="zhuang_9"))
        await records.heard(talk, "=cmd|' /C calc'!A0", Intent.COMPLAINT)
    content = (await reviewer.get("/conversations.csv")).content.decode("utf-8-sig")
    assert "'=cmd|' /C calc'!A0" in content
    assert [name in content for name in ("Zhuang", "zhuang_9")] == [False, False]


async def test_audit_log_says_who_took_a_file(reviewer: Browser, scene: Scene, database: Database) -> None:
    taken = await reviewer.get("/cases.xlsx")
    assert taken.headers["content-disposition"] == 'attachment; filename="cases.xlsx"'
    async with database.reading() as session:
        actions = select(AuditEntry.action).where(AuditEntry.action.startswith("export."))
        assert list(await session.scalars(actions)) == ["export.cases"]
    manager = (await reviewer.get("/cases")).text
    assert 'href="/console/cases.csv"' in manager


@pytest.mark.parametrize(("role", "count"), [(Role.AGENT, 4), (Role.REVIEWER, 0), (Role.MANAGER, 0)])
async def test_file_has_the_permission_of_its_page(
    browsers: Browsers, staff: None, role: Role, count: int
) -> None:
    assert len(await refused(await browsers.logged_in(role), EXPORT_PAGES)) == count
