"""Systems change cases, settle them, and write notes."""

from datetime import datetime

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.cases import Case, CaseEvent, CaseStatus, CaseStep
from store.models.staff import AuditEntry, Mention
from tests.bot.api.conftest import System
from tests.bot.api.writing.conftest import Waiting

SOLVED = {"reason": "solved", "argument": "told by phone"}


async def test_case_is_assigned_and_the_tag_names_what_it_is(system: System, waiting: Waiting) -> None:
    path = f"cases/{waiting.case}"
    change = {"assignee": "Mei", "priority": "high", "tags": ["#lamp"]}
    changed = await system.send("PATCH", path, change)
    read = await system.send("GET", path)
    assert (changed.status_code, changed.content) == (204, b"")
    assert changed.headers["etag"] == read.headers["etag"]
    assert [read.json()[name] for name in ("assignee", "priority", "tags", "status")] == [
        "Mei",
        "high",
        ["lamp"],
        "in_progress",
    ]


async def test_change_of_an_old_version_is_refused(system: System, waiting: Waiting) -> None:
    path = f"cases/{waiting.case}"
    tag = (await system.send("GET", path)).headers["etag"]
    answers = [
        await system.send("PATCH", path, {"priority": level}, **{"If-Match": tag})
        for level in ("high", "normal")
    ]
    assert [answer.status_code for answer in answers] == [204, 412]
    assert (await system.send("GET", path)).json()["priority"] == "high"


async def test_case_is_settled_and_opened_again(
    system: System, waiting: Waiting, database: Database, now: datetime
) -> None:
    path = f"cases/{waiting.case}"
    refused = [await system.send("POST", f"{path}/settle", body) for body in ({"reason": "solved"}, SOLVED)]
    again = await system.send("POST", f"{path}/settle", SOLVED)
    assert [answer.status_code for answer in (*refused, again)] == [409, 204, 409]
    async with database.reading() as session:
        case = await session.get_one(Case, waiting.case)
        actors = set(
            await session.scalars(select(AuditEntry.actor).where(AuditEntry.action == "case.settled"))
        )
    assert (case.status, case.settled_at, actors) == (
        CaseStatus.SETTLED,
        now,
        {f"staff:{waiting.account}"},
    )
    assert (await system.send("POST", f"{path}/reopen")).status_code == 204
    assert (await system.send("GET", path)).json()["status"] == "open"


async def test_note_is_in_the_history_and_tells_who_is_named(
    system: System, waiting: Waiting, database: Database
) -> None:
    written = await system.send("POST", f"cases/{waiting.case}/notes", {"text": "@Mei parcel found"})
    async with database.reading() as session:
        note = await session.get_one(CaseEvent, written.json()["id"])
        told = (await session.scalars(select(Mention.event_id))).all()
    assert (written.status_code, note.step, note.detail) == (201, CaseStep.NOTE, "@Mei parcel found")
    assert (note.staff_id, told) == (waiting.account, [note.id])


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("", {}, None),
        ("", {"assignee": "Lee"}, "assignee"),
        ("", {"tags": ["#"]}, "tags"),
        ("", {"tags": [str(number) for number in range(11)]}, "tags"),
        ("", {"priority": "low"}, "priority"),
        ("/settle", {"reason": "magic"}, "reason"),
        ("/notes", {"text": " \n"}, "text"),
        ("/notes", {"text": "a\u0000b"}, "text"),
    ],
)
async def test_mistake_is_named(
    system: System, waiting: Waiting, path: str, body: object, field: str | None
) -> None:
    method = "POST" if path else "PATCH"
    answer = await system.send(method, f"cases/{waiting.case}{path}", body)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][1:2] == ([field] if field else [])


@pytest.mark.parametrize(("method", "path"), [("PATCH", ""), ("POST", "/settle"), ("POST", "/notes")])
async def test_unknown_case_is_not_found(system: System, method: str, path: str) -> None:
    bodies = {"": {"priority": "high"}, "/settle": SOLVED, "/notes": {"text": "x"}}
    assert (await system.send(method, f"cases/99{path}", bodies[path])).status_code == 404
