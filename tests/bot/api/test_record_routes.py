"""GET /api/v1/cases, customers and conversations."""

from datetime import datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from actions.staff.api_keys import KeyScope, issue
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from store.models.staff import AuditEntry
from tests.bot.api.conftest import System
from tests.records import Records

PLACES = ("cases", "customers", "conversations")


async def get(system: System, path: str, **headers: str) -> httpx.Response:
    sent = {"Authorization": f"Bearer {system.key}", **headers}
    return await system.client.get(f"/api/v1/{path}", headers=sent)


@pytest.fixture
async def talk(system: System, database: Database, now: datetime) -> dict[str, int]:
    """Ann wrote twice and has a case."""
    async with database.transaction() as session:
        records = Records(session, now)
        ann = await records.customer("Ann", account=Address(7), attributes={"Room": "9"})
        conversation = await records.conversation(ann)
        case = await records.case(ann, conversation, outlet="north")
        for text in ("Where is it?", "Hello?"):
            await records.heard(conversation, text)
        return {"customer": ann.id, "conversation": conversation.id, "case": case.id}


async def walked(system: System, path: str) -> list[dict[str, Any]]:
    """All rows, by pages of one."""
    found, after = [], ""
    while True:
        page = (await get(system, f"{path}?size=1{after}")).json()
        found += page["items"]
        if page["next"] is None:
            return found
        after = f"&after={page['next']}"


async def test_rows_are_read_page_by_page_and_one_by_one(system: System, talk: dict[str, int]) -> None:
    [case] = await walked(system, "cases")
    assert (case["id"], case["kind"], case["outlet"]) == (talk["case"], "complaint", "north")
    assert (await get(system, f"cases/{talk['case']}")).json() == case
    ann, other = await walked(system, "customers")
    assert (ann["telegram_id"], ann["attributes"], other["telegram_id"]) == (7, {"Room": "9"}, 42)
    assert (await get(system, f"customers/{talk['customer']}")).json() == ann
    [conversation] = await walked(system, "conversations")
    assert (conversation["id"], conversation["mode"]) == (talk["conversation"], "bot")
    messages = await walked(system, f"conversations/{talk['conversation']}/messages")
    assert [message["text"] for message in messages] == ["Hello?", "Where is it?"]


async def test_filters_choose(system: System, talk: dict[str, int]) -> None:
    found = [
        len((await get(system, path)).json()["items"])
        for path in (
            "cases?outlet=north&status=open&kind=complaint",
            "cases?outlet=south",
            f"conversations?customer={talk['customer']}",
            "conversations?customer=99",
        )
    ]
    assert found == [1, 0, 1, 0]


async def test_tag_saves_what_did_not_change(
    system: System, talk: dict[str, int], database: Database
) -> None:
    path = f"customers/{talk['customer']}"
    tag = (await get(system, path)).headers["etag"]
    again = await get(system, path, **{"If-None-Match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    async with database.transaction() as session:
        (await session.get_one(Customer, talk["customer"])).attributes = {"Room": "10"}
    changed = await get(system, path, **{"If-None-Match": tag})
    assert (changed.status_code, changed.json()["attributes"]) == (200, {"Room": "10"})


@pytest.mark.parametrize("path", ["cases/99", "customers/99", "conversations/99/messages", "cases/1%0A"])
async def test_unknown_number_is_not_found(system: System, path: str) -> None:
    answer = await get(system, path)
    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


@pytest.mark.parametrize("query", ["size=0", "size=201", "after=x", f"after={2**63}", "colour=red"])
async def test_wrong_query_is_named(system: System, query: str) -> None:
    assert [(await get(system, f"{place}?{query}")).status_code for place in PLACES] == [422] * 3


async def test_personal_data_needs_its_scope(system: System, database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        system.key = await issue(session, "plain", now)
    assert [(await get(system, place)).status_code for place in PLACES] == [403] * 3
    for place in PLACES:
        async with database.transaction() as session:
            system.key = await issue(session, place, now, scopes=[KeyScope(place)])
        answers = [(await get(system, each)).status_code for each in PLACES]
        assert answers == [200 if each == place else 403 for each in PLACES]


async def test_reading_is_in_the_audit_log_once_an_hour(
    system: System, talk: dict[str, int], database: Database
) -> None:
    messages = f"conversations/{talk['conversation']}/messages"
    for path in (*PLACES, *PLACES, f"cases/{talk['case']}", f"customers/{talk['customer']}", messages):
        assert (await get(system, path)).status_code == 200
    async with database.reading() as session:
        looks = select(AuditEntry.actor, AuditEntry.action).where(AuditEntry.action.startswith("look."))
        found = [tuple(row) for row in await session.execute(looks.order_by(AuditEntry.id))]
    assert found == [("key:till-3", f"look.{place}") for place in PLACES]
