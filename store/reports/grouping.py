"""By what a report is broken down, in SQL."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, Label, Select, String, case, cast, func, literal, null, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from store.columns import UtcTime
from store.models.surveys import Invitation, Service
from store.reports.scope import Scope, asked_at, in_scope
from store.reports.zones import offsets

WEEK = 7 * 24 * 3600  # seconds
# The first Monday that computers count, and its distance from the moment at which they begin.
FIRST_MONDAY = date(1970, 1, 5)
FIRST_MONDAY_SECONDS = 4 * 24 * 3600
UNTOLD = "–"
KEY = "part"


class By(StrEnum):
    """What makes a group: the place, the person, the kind of service, the survey, the language, the week."""

    OUTLET = "outlet"
    AGENT = "agent"
    SERVICE = "service"
    SURVEY = "survey"
    LANGUAGE = "language"
    WEEK = "week"


COLUMNS = {
    By.OUTLET: Invitation.outlet,
    By.AGENT: Invitation.agent,
    By.SERVICE: Service.kind,
    By.SURVEY: Invitation.survey_key,
    By.LANGUAGE: Invitation.language,
}


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of a report: `key` is the column to select, and `KEY` its name, to group by.

    It gives text, the number of a week or nothing, so it has no type in Python.
    """

    by: By | None
    key: Label[Any]

    def label(self, key: object) -> str:
        """A group as people know it: a name, a week such as 2026-W48, or a dash where nobody told."""
        if self.by is not By.WEEK:
            return UNTOLD if key is None else str(key)
        year, week, _ = (FIRST_MONDAY + timedelta(weeks=int(str(key)))).isocalendar()
        return f"{year}-W{week:02d}"

    def reach(self, statement: Select[Any]) -> Select[Any]:
        """The statement with the table that the key needs besides invitations."""
        if self.by is not By.SERVICE:
            return statement
        return statement.outerjoin(Service, Service.id == Invitation.service_id)


UNDIVIDED = Grouping(None, cast(null(), String).label(KEY))


async def grouping(session: AsyncSession, by: By | None, scope: Scope, zone: ZoneInfo) -> Grouping:
    """How to group the invitations in scope; weeks run from Monday to Sunday on the clock of the zone."""
    if by is None:
        return UNDIVIDED
    column = await _week(session, scope, zone) if by is By.WEEK else COLUMNS[by].expression
    return Grouping(by, column.label(KEY))


async def _week(session: AsyncSession, scope: Scope, zone: ZoneInfo) -> ColumnElement[Any]:
    """The number of the week since the first Monday; the clock is changed twice a year at most places."""
    extent = select(func.min(asked_at(), type_=UtcTime), func.max(asked_at(), type_=UtcTime))
    first, last = (await session.execute(extent.where(in_scope(scope)))).tuples().one()
    if first is None or last is None:
        return cast(null(), Integer)
    *earlier, (_, offset) = offsets(zone, first, last)
    changes = [(asked_at() < until, held) for until, held in earlier]
    shift: ColumnElement[int] = case(*changes, else_=offset) if changes else literal(offset)
    return (UnixSeconds(asked_at()) + shift - FIRST_MONDAY_SECONDS) // WEEK


class UnixSeconds(GenericFunction[int]):
    """Whole seconds since 1970 of a time."""

    type = Integer()
    inherit_cache = True


@compiles(UnixSeconds, "sqlite")
def _on_sqlite(element: UnixSeconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER)"


@compiles(UnixSeconds, "postgresql")
def _on_postgresql(element: UnixSeconds, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)})) AS BIGINT)"
