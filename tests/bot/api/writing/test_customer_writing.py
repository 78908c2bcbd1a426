"""Systems set and remove what is known about a customer."""

from datetime import datetime

import pytest
from sqlalchemy import select

from store.engine.database import Database
from store.models.staff import AuditEntry
from tests.bot.api.conftest import System
from tests.bot.api.writing.conftest import Waiting


async def test_attributes_are_set_and_removed(system: System, waiting: Waiting, database: Database) -> None:
    path = f"customers/{waiting.customer}"
    changed = await system.send("PATCH", path, {"attributes": {"Room": None, " Floor  two ": "2"}})
    read = await system.send("GET", path)
    assert (changed.status_code, read.json()["attributes"]) == (204, {"Floor two": "2"})
    assert changed.headers["etag"] == read.headers["etag"]
    async with database.reading() as session:
        entries = select(AuditEntry.actor, AuditEntry.action).where(AuditEntry.action.startswith("customer."))
        found = [tuple(row) for row in await session.execute(entries.order_by(AuditEntry.id))]
    actor = f"staff:{waiting.account}"
    assert found == [(actor, "customer.attribute_removed"), (actor, "customer.attribute_set")]


async def test_change_of_an_old_version_is_refused(system: System, waiting: Waiting) -> None:
    path = f"customers/{waiting.customer}"
    answer = await system.send("PATCH", path, {"attributes": {"Room": "10"}}, **{"If-Match": '"old"'})
    assert answer.status_code == 412
    assert (await system.send("GET", path)).json()["attributes"] == {"Room": "9"}


@pytest.mark.parametrize(
    "attributes", [{}, {"": "x"}, {"a": ""}, {"a\n\u0000": "x"}, {"a": 1}, {str(n): "x" for n in range(21)}]
)
async def test_mistake_is_named(system: System, waiting: Waiting, attributes: object) -> None:
    answer = await system.send("PATCH", f"customers/{waiting.customer}", {"attributes": attributes})
    assert (answer.status_code, answer.json()["detail"][0]["loc"][:2]) == (422, ["body", "attributes"])


async def test_too_many_attributes_are_refused_together(
    system: System, waiting: Waiting, now: datetime
) -> None:
    path = f"customers/{waiting.customer}"
    answer = await system.send("PATCH", path, {"attributes": {str(n): "x" for n in range(20)}})
    assert answer.status_code == 422
    assert (await system.send("GET", path)).json()["attributes"] == {"Room": "9"}
