"""What a reading found."""

from datetime import datetime

import pytest

from store.engine.database import Database
from store.queries.not_found import NotFound
from store.queries.quality.findings import read_findings
from tests.actions.quality.corrected import MARKS, checked, given


async def test_findings_are_what_was_not_met_and_their_tasks(database: Database, now: datetime) -> None:
    found = await checked(database, now)
    task = await given(database, found, now)
    async with database.reading() as session:
        findings = await read_findings(session, found.reading)
        for other in (found.sealed, 999):
            with pytest.raises(NotFound):
                await read_findings(session, other)
    assert (findings.failed, findings.tasks) == (("courtesy", "correctness"), {"courtesy": task})
    assert (findings.by, findings.comment, dict(findings.marks)) == ("Mei", "Curt.", MARKS)
