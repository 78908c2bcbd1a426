"""Staff are named; systems and customers are not looked up."""

from datetime import datetime

from store.engine.database import Database
from store.queries.actor_names import actor_names
from tests.records import Records


async def test_only_staff_are_named(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        member = await Records(session, now).staff("lee")
    async with database.reading() as session:
        names = await actor_names(session, [f"staff:{member.id}", "staff:99", "system", "key:till"])
    assert names == {f"staff:{member.id}": "lee"}
