"""The audit log is read newest first."""

import html
import re

from store.engine.database import Database
from store.models.staff import AuditEntry, Role
from tests.bot.console.browser import NAMES, Browser, Clock


async def test_audit_log_is_read_by_name_and_turned_page_by_page(
    administrator: Browser, database: Database, clock: Clock
) -> None:
    async with database.transaction() as session:
        for number in range(150):
            session.add(
                AuditEntry(at=clock.now, actor="staff:1", action="case.note", subject=f"case:{number}")
            )
    first = (await administrator.get("/audit?about=case.")).text
    assert NAMES[Role.AGENT] in first
    assert first.count('<td title="case.note">Case: Note</td>') == 100
    following = re.search(r'rel="next" href="/console([^"]+)"', first)
    assert following is not None
    second = (await administrator.get(html.unescape(following.group(1)))).text
    assert second.count('<td title="case.note">Case: Note</td>') == 50
