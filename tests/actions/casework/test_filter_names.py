"""Each member of staff keeps a few filters of their own under a name."""

from datetime import datetime

import pytest

from actions.casework.filter_names import MOST, drop_filter, save_filter, saved_filters
from actions.casework.refusals import TooManyFilters
from store.engine.database import Database
from tests.actions.casework.conftest import Desk


async def kept(database: Database, staff_id: int) -> list[tuple[str, str]]:
    async with database.reading() as session:
        return [(each.name, each.query) for each in await saved_filters(session, staff_id)]


async def keep(desk: Desk, staff_id: int, name: str, query: str = "q=x") -> None:
    async with desk.database.transaction() as session:
        await save_filter(session, staff_id, name, query, desk.customer.now)


async def test_filters_come_by_name_and_are_replaced_by_the_same_name(desk: Desk) -> None:
    for name, query in (("urgent", "a=1"), ("mine", "a=2"), ("urgent", "a=3")):
        await keep(desk, desk.lee, name, query)
    assert await kept(desk.database, desk.lee) == [("mine", "a=2"), ("urgent", "a=3")]


async def test_filters_of_others_are_neither_seen_nor_dropped(desk: Desk) -> None:
    await keep(desk, desk.lee, "mine")
    async with desk.database.transaction() as session:
        (mine,) = await saved_filters(session, desk.lee)
        await drop_filter(session, desk.kim, mine.id)
    assert (await kept(desk.database, desk.lee), await kept(desk.database, desk.kim)) == (
        [("mine", "q=x")],
        [],
    )
    async with desk.database.transaction() as session:
        await drop_filter(session, desk.lee, mine.id)
    assert await kept(desk.database, desk.lee) == []


async def test_there_is_room_for_some_filters(desk: Desk, now: datetime) -> None:
    async with desk.database.transaction() as session:
        for number in range(MOST):
            await save_filter(session, desk.lee, f"{number:02}", "q=x", now)
            await session.flush()
    await keep(desk, desk.lee, "00", "q=y")
    with pytest.raises(TooManyFilters):
        await keep(desk, desk.lee, "one more")
    assert len(await kept(desk.database, desk.lee)) == MOST
