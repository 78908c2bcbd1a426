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


@pytest.fixture
async def manager(browsers: Browsers, staff: None) -> Browser:
    """A browser in which a manager is logged in."""
    return await browsers.logged_in(Role.MANAGER)


def read(content: bytes) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


async def test_files_have_the_rows_that_the_filter_leaves(manager: Browser, scene: Scene) -> None:
    everything = read((await manager.get("/conversations.csv")).content)
    complaints = read((await manager.get("/conversations.csv?intent=complaint")).content)
    listed = (await manager.get("/conversations?intent=complaint")).text.count('<li class="row')
    assert everything[0][:3] == ["Conversation", "Customer", "Customer number"]
    assert (len(complaints) - 1, len(complaints) < len(everything)) == (listed, True)
    assert str(scene.complaint) in {row[0] for row in complaints[1:]}
    found = read((await manager.get("/conversations.csv?q=空调")).content)
    assert [row[0] for row in found] == ["Conversation", str(scene.complaint)]


async def test_cases_and_responses_name_what_they_hold(manager: Browser, scene: Scene) -> None:
    cases = read((await manager.get("/cases.csv?outlet=south")).content)
    rows = [dict(zip(cases[0], row, strict=True)) for row in cases[1:]]
    assert {row["Outlet"] for row in rows} == {"south"}
    assert "Staff" in {row["Aspect"] for row in rows}
    book = load_workbook(BytesIO((await manager.get("/responses.xlsx?outlet=south")).content))
    page = list(book["responses"].iter_rows(values_only=True))
    assert ({row[5] for row in page[1:]}, page[0][:2]) == ({"south"}, ("Survey", "Occasion"))


async def test_report_has_the_tables_of_the_overview(reviewer: Browser, scene: Scene) -> None:
    book = load_workbook(BytesIO((await reviewer.get("/overview.xlsx")).content))
    assert {"Figures", "Funnel"} <= set(book.sheetnames)
    assert read((await reviewer.get("/overview.csv")).content)[0][:2] == ["Table", "Group"]


async def test_report_speaks_the_language_of_its_reader(reviewer: Browser, scene: Scene) -> None:
    await reviewer.post("/language", language="zh")
    rows = read((await reviewer.get("/overview.csv")).content)
    assert rows[0][:3] == ["表", "分组", "指标名称"]
    assert ["指标", "全部"] in [row[:2] for row in rows[1:]]


async def test_words_are_no_formulas_and_names_of_telegram_stay(
    manager: Browser, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer("Zhuang", username="zhuang_9"))
        await records.heard(talk, "=cmd|' /C calc'!A0", Intent.COMPLAINT)
    content = (await manager.get("/conversations.csv")).content.decode("utf-8-sig")
    assert "'=cmd|' /C calc'!A0" in content
    assert [name in content for name in ("Zhuang", "zhuang_9")] == [False, False]


async def test_audit_log_says_who_took_a_file(manager: Browser, scene: Scene, database: Database) -> None:
    taken = await manager.get("/cases.xlsx")
    assert taken.headers["content-disposition"] == 'attachment; filename="cases.xlsx"'
    async with database.reading() as session:
        actions = select(AuditEntry.action).where(AuditEntry.action.startswith("export."))
        assert list(await session.scalars(actions)) == ["export.cases"]


async def test_audit_log_says_what_was_taken_but_not_the_words_of_a_search(
    manager: Browser, scene: Scene, database: Database
) -> None:
    for path in ("/conversations.csv?q=空调", "/cases.xlsx?outlet=south", "/score-sheet.xlsx?by=agent"):
        await manager.get(path)
    async with database.reading() as session:
        entries = select(AuditEntry.action, AuditEntry.detail).where(AuditEntry.action.startswith("export."))
        rows = (await session.execute(entries.order_by(AuditEntry.id))).tuples().all()
    assert [tuple(row) for row in rows] == [
        ("export.messages", {"form": "csv", "filter": {"q": True}}),
        ("export.cases", {"form": "xlsx", "filter": {"outlet": "south"}}),
        ("export.score_sheet", {"form": "xlsx", "filter": {"by": "agent"}}),
    ]


async def test_files_are_offered_to_those_who_may_take_them(
    manager: Browser, reviewer: Browser, scene: Scene
) -> None:
    offered = [
        f'href="/console{page}.csv"' in (await browser.get(page)).text
        for browser in (manager, reviewer)
        for page in ("/cases", "/conversations", "/responses")
    ]
    assert offered == [True, True, True, False, False, False]


async def test_board_is_the_file_of_all_statuses_and_words_have_a_writer(
    manager: Browser, scene: Scene
) -> None:
    board = read((await manager.get("/cases.csv?view=board")).content)
    narrowed = read((await manager.get("/cases.csv?view=board&status=waiting")).content)
    found = read((await manager.get("/conversations.csv?q=空调")).content)
    assert (narrowed, len(board) > 2) == (board, True)
    assert [row[4] for row in found] == ["Written by", "Customer"]


@pytest.mark.parametrize(("role", "count"), [(Role.AGENT, 9), (Role.REVIEWER, 6), (Role.MANAGER, 0)])
async def test_file_has_the_permission_of_its_page(
    browsers: Browsers, staff: None, role: Role, count: int
) -> None:
    assert len(await refused(await browsers.logged_in(role), EXPORT_PAGES)) == count
