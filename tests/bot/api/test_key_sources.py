"""A key speaks for all sources, or for those that it was issued for."""

from datetime import datetime

import pytest
from starlette.requests import Request

from actions.staff.api_keys import Holder, issue
from bot.api.key_sources import ForeignSource, holder_of, is_limited, require_source
from store.engine.database import Database
from tests.bot.api.conftest import System
from tests.conftest import NOON


def request(*sources: str, limited: bool = True) -> Request:
    """Return a request with a key of these sources, or of all."""
    holder = Holder(1, "till", NOON, None, None, sources=sources if limited else None)
    return Request({"type": "http", "headers": [], "state": {"holder": holder}})


def test_key_of_all_sources_is_not_limited() -> None:
    everywhere = request(limited=False)
    require_source(everywhere, "any")
    assert (is_limited(everywhere), holder_of(everywhere).name) == (False, "till")


def test_key_speaks_for_its_sources_by_their_whole_name() -> None:
    tills = request("till-2", "till-3")
    require_source(tills, "till-3")
    assert is_limited(tills)
    for foreign in ("till", "till-33", "TILL-3", ""):
        with pytest.raises(ForeignSource):
            require_source(tills, foreign)


def test_key_of_no_source_speaks_for_none() -> None:
    with pytest.raises(ForeignSource):
        require_source(request(), "till-3")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_service_of_another_source_is_refused_before_it_is_looked_at(
    system: System, database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        system.key = await issue(session, "till-2", now, sources=["till-2"])
    assert [(await system.tell(source=source)).status_code for source in ("till-2", "till-3")] == [202, 403]
