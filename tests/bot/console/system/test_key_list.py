"""Administrators make and revoke API keys."""

import html
import re

from actions.staff.api_keys import identify
from store.engine.database import Database
from tests.bot.console.browser import Browser
from tests.bot.console.conftest import audited

CODE = re.compile(r"<code>([^<]+)</code>")


async def test_key_is_shown_once_and_opens_what_it_says(administrator: Browser, database: Database) -> None:
    await administrator.get("/keys")
    page = await administrator.post("/keys", name="till-3", services="true", sources="till-3， till-4,")
    found = CODE.search(page.text)
    assert found is not None
    async with database.reading() as session:
        holder = await identify(session, html.unescape(found.group(1)))
    assert (holder.name, [scope.value for scope in holder.scopes]) == ("till-3", ["services"])
    assert holder.sources == ("till-3", "till-4")
    assert found.group(1) not in (await administrator.get("/keys")).text
    response = await administrator.post("/keys/revoke", name="till-3")
    assert response.headers["location"] == "/console/keys?notice=changed"
    assert [action for _, action in await audited(database)] == ["key.issued", "key.revoked"]
