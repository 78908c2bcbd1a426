"""The queue of work on the understanding: asked for by staff, done by one worker at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.training_runs import LearningKind, LearningRun, LearningStatus

GIVEN_UP_AFTER = timedelta(minutes=15)
INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A run that is ours; `model` is what to go back to, None for the one before the current."""

    id: int
    kind: LearningKind
    model: str | None


async def request(
    session: AsyncSession,
    kind: LearningKind,
    now: datetime,
    *,
    staff_id: int | None,
    model: str | None = None,
) -> int:
    """Queue a run; its id. One that waits for the same is not queued again: it will see the latest labels."""
    same = select(LearningRun.id).where(
        LearningRun.status == LearningStatus.WAITING,
        LearningRun.kind == kind,
        LearningRun.model == model if model else LearningRun.model.is_(None),
    )
    waiting = await session.scalar(same.limit(1))
    if waiting is not None:
        return waiting
    run = LearningRun(kind=kind, model=model, requested_by=staff_id, requested_at=now)
    session.add(run)
    await session.flush()
    return run.id


async def is_asked_for(session: AsyncSession) -> bool:
    """Whether anything waits: a look that writes nothing, made every few seconds."""
    waiting = select(LearningRun.id).where(LearningRun.status == LearningStatus.WAITING)
    return await session.scalar(waiting.limit(1)) is not None


async def claim(session: AsyncSession, now: datetime) -> Claimed | None:
    """The oldest run that waits, if nothing runs; one of which nothing was heard for long has failed."""
    await _give_up(session, now)
    running = select(LearningRun.id).where(LearningRun.status == LearningStatus.RUNNING)
    if await session.scalar(running.limit(1)) is not None:
        return None
    waiting = select(LearningRun).where(LearningRun.status == LearningStatus.WAITING).order_by(LearningRun.id)
    run = await session.scalar(waiting.limit(1))
    if run is None:
        return None
    claimed = (
        update(LearningRun)
        .where(LearningRun.id == run.id, LearningRun.status == LearningStatus.WAITING)
        .values(status=LearningStatus.RUNNING, started_at=now)
        .execution_options(synchronize_session=False)
    )
    result = cast("CursorResult[Any]", await session.execute(claimed))
    return Claimed(run.id, run.kind, run.model) if result.rowcount == 1 else None


async def finish(
    session: AsyncSession,
    run_id: int,
    status: LearningStatus,
    now: datetime,
    *,
    report: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Record how a run ended."""
    await session.execute(
        update(LearningRun)
        .where(LearningRun.id == run_id, LearningRun.status == LearningStatus.RUNNING)
        .values(status=status, ended_at=now, report=report and dict(report), reason=reason)
    )


async def latest(session: AsyncSession, limit: int = 10) -> Sequence[LearningRun]:
    """The runs asked for last, the newest first."""
    newest = select(LearningRun).order_by(LearningRun.id.desc()).limit(limit)
    return (await session.scalars(newest)).all()


async def _give_up(session: AsyncSession, now: datetime) -> None:
    await session.execute(
        update(LearningRun)
        .where(LearningRun.status == LearningStatus.RUNNING, LearningRun.started_at < now - GIVEN_UP_AFTER)
        .values(status=LearningStatus.FAILED, ended_at=now, reason=INTERRUPTED)
    )
