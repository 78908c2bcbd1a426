"""A case with all that has happened to it, and the board of open cases."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.cases import IS_OPEN, OPEN_STATUSES, Case, CaseEvent, CaseStatus, CaseStep
from store.models.conversations import Message, MessageKind
from store.models.staff import Staff
from store.queries.cases.case_rows import ALL, CaseFilter, CaseRow, conditions, list_open_cases, read_case

PER_COLUMN = 20


@dataclass(frozen=True, slots=True)
class Happening:
    """One step. `by` is a name, None where the customer or Huifang did it.

    `of_merged` and `merged_id` name a case that went into this one, whose step it is. `said` is the text of
    its message, `kind` what that carries; `quoted` and `forwarded_from` are words and the name of others.
    """

    step: CaseStep
    detail: str | None
    by: str | None
    message_id: int | None
    said: str | None
    at: datetime
    kind: MessageKind | None = None
    quoted: str | None = None
    forwarded_from: str | None = None
    of_merged: str | None = None
    merged_id: int | None = None

    @property
    def until(self) -> datetime | None:
        """Return until when the case was snoozed in this step."""
        return datetime.fromisoformat(self.detail) if self.step is CaseStep.SNOOZED and self.detail else None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case and its history, oldest first."""

    case: CaseRow
    history: tuple[Happening, ...]

    @property
    def merged(self) -> Mapping[str, int]:
        """Return the cases that went into it: their ids by their numbers."""
        return {each.of_merged: each.merged_id for each in self.history if each.of_merged and each.merged_id}


@dataclass(frozen=True, slots=True)
class Column:
    """The most urgent cases of one status, and how many there are."""

    status: CaseStatus
    count: int
    cases: tuple[CaseRow, ...]


async def read_casefile(session: AsyncSession, case_id: int) -> CaseFile:
    """Everything about a case.

    Raises:
        NotFound: there is no such case.
    """
    return CaseFile(await read_case(session, case_id), await history_of(session, case_id))


async def history_of(session: AsyncSession, case_id: int) -> tuple[Happening, ...]:
    """What has happened to a case and to those that went into it, oldest first."""
    statement = (
        select(
            CaseEvent.step,
            CaseEvent.detail,
            Staff.name,
            CaseEvent.message_id,
            Message.text,
            CaseEvent.at,
            Message.kind,
            Message.quoted,
            Message.forwarded_from,
            case((Case.id != case_id, Case.reference)),
            case((Case.id != case_id, Case.id)),
        )
        .join(Case, Case.id == CaseEvent.case_id)
        .outerjoin(Staff, Staff.id == CaseEvent.staff_id)
        .outerjoin(Message, Message.id == CaseEvent.message_id)
        .where(or_(Case.id == case_id, Case.merged_into_id == case_id))
        .order_by(CaseEvent.id)
    )
    return tuple(Happening(*row) for row in (await session.execute(statement)).tuples())


async def board(session: AsyncSession, wanted: CaseFilter = ALL) -> tuple[Column, ...]:
    """The open cases by status, the most urgent first, each column cut at `PER_COLUMN`."""
    counts = await _counts(session, wanted)
    columns = []
    for status in OPEN_STATUSES:
        page = await list_open_cases(session, size=PER_COLUMN, wanted=replace(wanted, status=status))
        columns.append(Column(status, counts.get(status, 0), page.rows))
    return tuple(columns)


async def _counts(session: AsyncSession, wanted: CaseFilter) -> Mapping[CaseStatus, int]:
    statement = (
        select(Case.status, func.count(Case.id)).where(IS_OPEN, *conditions(wanted)).group_by(Case.status)
    )
    return dict((await session.execute(statement)).tuples().all())


async def newest_step(session: AsyncSession) -> int:
    """Return the id of the last step of any case; 0 where there is none."""
    return await session.scalar(select(func.max(CaseEvent.id))) or 0
