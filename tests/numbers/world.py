"""A small house whose answers are made by hand."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from store.engine.database import Database
from store.models.surveys import SurveyVersion
from store.reports.report import Report, ReportRequest, report
from store.reports.statistics.figures import Figure
from store.reports.sums.grouping import By
from store.reports.sums.measures import Subject
from store.reports.sums.scope import Scope
from tests.records import Records

SHANGHAI = ZoneInfo("Asia/Shanghai")


def define(records: Records, key: str, kind: str = "rating", digest: str = "1") -> SurveyVersion:
    """A survey of one question, `score`."""
    version = SurveyVersion(
        key=key,
        digest=digest,
        definition={"questions": [{"id": "score", "kind": kind}]},
        created_at=records.now,
    )
    records.session.add(version)
    return version


async def reported(database: Database, by: By | None = None, **asked: Any) -> Report:
    """The report of everything."""
    async with database.reading() as session:
        return await report(session, ReportRequest(Scope(), SHANGHAI, by, **asked))


def figures(found: Report) -> dict[Subject, Figure]:
    """The figures of everything together."""
    return {line.subject: line.figure for line in found.lines if line.group is None}


def named(now: datetime) -> dict[str, datetime]:
    """The moments of an invitation that was sent and delivered at once."""
    return dict.fromkeys(("created_at", "sent_at", "delivered_at"), now)
