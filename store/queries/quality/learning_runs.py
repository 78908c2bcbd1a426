"""What came of teaching the model: runs with both models side by side, and what has been labelled since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from nlu.contract.labels import Intent
from store.models.reviews import IntentReview
from store.models.staff import Staff
from store.models.training_runs import LearningKind, LearningRun, LearningStatus
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson

UNDER_WAY = (LearningStatus.WAITING, LearningStatus.RUNNING)


@dataclass(frozen=True, slots=True)
class TrialRow:
    """Both models on one set of messages: how many of them each got right.

    `fixed` are those that only the candidate gets right, `broken` those that only the running model does;
    `chance` is the probability of so many more broken ones by chance alone, and `best` what the best of the
    last models got right.
    """

    name: str
    before: Share
    after: Share
    best: Share
    fixed: int
    broken: int
    chance: float
    worse: bool


@dataclass(frozen=True, slots=True)
class ReadingChange:
    """A message that the candidate reads otherwise; the intents are names of the models."""

    message_id: int
    before: Intent
    after: Intent


@dataclass(frozen=True, slots=True)
class ReadingChanges:
    """Of the newest `read` messages of customers, how many the candidate reads otherwise, with examples."""

    read: int
    changed: int
    examples: tuple[ReadingChange, ...]


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run. What it reports is missing until it has ended, and where it failed."""

    id: int
    kind: LearningKind
    status: LearningStatus
    by: str | None
    requested_at: datetime
    ended_at: datetime | None
    reason: str | None
    running: str | None
    candidate: str | None
    teaching: int
    held_back: int
    left_out: int
    trials: tuple[TrialRow, ...]
    changes: ReadingChanges | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether it is worth looking again in a moment."""
        return self.status in UNDER_WAY


async def list_runs(session: AsyncSession, limit: int = 20) -> tuple[RunRow, ...]:
    """The newest runs."""
    statement = (
        select(LearningRun, Staff.name)
        .outerjoin(Staff, Staff.id == LearningRun.requested_by)
        .order_by(LearningRun.id.desc())
        .limit(limit)
    )
    return tuple(_run(run, by) for run, by in (await session.execute(statement)).tuples())


async def labels_since(session: AsyncSession, since: datetime | None) -> int:
    """How many messages staff have labelled since a moment, or ever; what was taken back does not count."""
    later = aliased(IntentReview)
    is_latest = ~exists().where(later.message_id == IntentReview.message_id, later.id > IntentReview.id)
    statement = select(func.count(IntentReview.id)).where(IntentReview.after.is_not(None), is_latest)
    if since is not None:
        statement = statement.where(IntentReview.at > since)
    return await session.scalar(statement) or 0


def last_taught(runs: tuple[RunRow, ...]) -> datetime | None:
    """When the labels were read that the newest finished training knew."""
    finished = (LearningStatus.PROMOTED, LearningStatus.KEPT)
    return next(
        (run.requested_at for run in runs if run.kind is LearningKind.LEARN and run.status in finished), None
    )


def _run(run: LearningRun, by: str | None) -> RunRow:
    report: Mapping[str, Any] = run.report or {}
    return RunRow(
        id=run.id,
        kind=run.kind,
        status=run.status,
        by=by,
        requested_at=run.requested_at,
        ended_at=run.ended_at,
        reason=run.reason,
        running=report.get("running") or None,
        candidate=report.get("candidate") or None,
        teaching=int(report.get("teaching", 0)),
        held_back=int(report.get("held_back", 0)),
        left_out=int(report.get("left_out", 0)),
        trials=tuple(_trial(one) for one in report.get("trials", ()) if one.get("n")),
        changes=_changes(report.get("changes")),
    )


def _changes(found: Mapping[str, Any] | None) -> ReadingChanges | None:
    if not found:
        return None
    known = {*Intent}
    examples = tuple(
        ReadingChange(int(one["message"]), Intent(one["before"]), Intent(one["after"]))
        for one in found["examples"]
        if one["before"] in known and one["after"] in known
    )
    return ReadingChanges(int(found["read"]), int(found["changed"]), examples)


def _trial(one: Mapping[str, Any]) -> TrialRow:
    n = int(one["n"])
    return TrialRow(
        name=str(one["name"]),
        before=_share(float(one["before"]), n),
        after=_share(float(one["after"]), n),
        best=_share(float(one.get("best", one["before"])), n),
        fixed=int(one["fixed"]),
        broken=int(one["broken"]),
        chance=float(one["chance"]),
        worse=bool(one["worse"]),
    )


def _share(part: float, n: int) -> Share:
    count = round(part * n)
    return Share(count, n, wilson(count, n))
