"""The loop that charts each week when it is over, and alarms staff of signals that something became worse."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from store.engine.database import Database
from store.models.queues import Alarm
from store.queues.alarm_rows import clear_alarm, raise_alarm
from store.reports.question_figures import outlets
from store.reports.sums.spans import week_of
from store.reports.weekly_charts import signals, weekly_charts

SIGNAL = "chart.signal"
PAUSE = 600.0  # seconds


class SignalWatch:
    """Looks once a week, and once after it was started."""

    def __init__(self, database: Database, zone: ZoneInfo, *, clock: Clock, pause: float = PAUSE) -> None:
        self._database = database
        self._zone = zone
        self._clock = clock
        self._pause = pause
        self._looked: date | None = None

    async def run(self) -> None:
        """Look until cancelled."""
        await repeat(self._look, self._pause, "charting the weeks failed")

    async def _look(self) -> None:
        now = self._clock()
        if self._looked != week_of(now, self._zone):
            await check_signals(self._database, self._zone, now)
            self._looked = week_of(now, self._zone)


async def check_signals(database: Database, zone: ZoneInfo, now: datetime) -> None:
    """Raise an alarm for each signal of the newest week, once, and clear those of former weeks."""
    async with database.reading() as session:
        names = (None, *await outlets(session))
    charts = {}
    for name in names:  # each in a transaction of its size, since a report takes time
        async with database.reading() as session:
            charts[name] = await weekly_charts(session, name, zone, now)
    found = set(signals(charts))
    async with database.transaction() as session:
        known = await _known(session)
        for subject in sorted(found - known.keys()):
            await raise_alarm(session, SIGNAL, subject, now)
        for subject, is_open in known.items():
            if is_open and subject not in found:
                await clear_alarm(session, SIGNAL, subject, now)


async def _known(session: AsyncSession) -> dict[str, bool]:
    """The subjects of signals that were raised before, and whether their alarm is open."""
    rows = await session.execute(select(Alarm.subject, Alarm.cleared_at).where(Alarm.kind == SIGNAL))
    known: dict[str, bool] = {}
    for subject, cleared_at in rows.tuples():
        known[subject] = known.get(subject, False) or cleared_at is None
    return known
