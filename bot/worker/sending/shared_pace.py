"""One pace for all workers of a database: each counts what the others have sent before it sends."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.worker.sending.rate_limit import RateLimiter
from store.queues import send_pace
from store.queues.send_pace import AgreedPace, SendPause


class SharedPace:
    """Keeps a rate limiter in step with the row that all workers share.

    A worker that is `alone` reads the row once, for the limits of the process before it, and writes it only
    if Telegram asks to wait.
    """

    def __init__(self, pacer: RateLimiter, *, alone: bool) -> None:
        self._pacer = pacer
        self._alone = alone
        self._known: AgreedPace | None = None

    async def adopt(self, session: AsyncSession, now: datetime) -> None:
        """Read the shared row. Until this transaction ends, the other workers wait for it."""
        if self._alone and self._known is not None:
            return
        before, self._known = self._known or AgreedPace(), await send_pace.read(session)
        instant = asyncio.get_running_loop().time()
        self._pacer.catch_up(_instant(self._known.full_at, now, instant), instant)
        # Applied once: after the clock is set back, the rest of a pause cannot be computed again.
        if (pause := self._known.pause) is not None and pause != before.pause:
            self._pacer.pause(pause.left(now).total_seconds(), instant)

    async def publish(self, session: AsyncSession, now: datetime) -> None:
        """Write the row if the pace has changed for other workers."""
        instant = asyncio.get_running_loop().time()
        paused_until = _time(self._pacer.paused_until, now, instant)
        agreed = AgreedPace(
            full_at=None if self._alone else _time(self._pacer.full_at, now, instant),
            pause=None if paused_until is None else SendPause(now, paused_until),
        )
        if not _is_same(agreed, self._known or AgreedPace(), now):
            await send_pace.write(session, agreed)
            self._known = agreed


def _instant(at: datetime | None, now: datetime, instant: float) -> float:
    """Return a time on the loop's clock; a past time and None count as now."""
    return instant if at is None else instant + max((at - now).total_seconds(), 0.0)


def _time(at: float, now: datetime, instant: float) -> datetime | None:
    return None if at <= instant else now + timedelta(seconds=at - instant)


def _is_same(one: AgreedPace, other: AgreedPace, now: datetime) -> bool:
    """Return whether both ask for the same waiting from now on, to a millisecond."""
    return all(abs(a - b) < 0.001 for a, b in zip(_left(one, now), _left(other, now), strict=True))


def _left(agreed: AgreedPace, now: datetime) -> tuple[float, float]:
    """Return the seconds until the whole burst is available again, and those of the pause."""
    full_at, pause = agreed.full_at, agreed.pause
    until_full = 0.0 if full_at is None else max((full_at - now).total_seconds(), 0.0)
    return until_full, 0.0 if pause is None else pause.left(now).total_seconds()
