"""`/metrics` for Prometheus: what waits and since when, and the metrics of the process."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.timing.clock import Clock
from store.engine.database import Database
from store.engine.database_errors import StoreError
from store.models.queues import Alarm, Flow
from store.models.surveys import Invitation
from store.queries.system.backlog import Depth, inbox_depths, outbox_depths
from store.queues.lanes import book_of

Status = TypeVar("Status", bound=StrEnum)


class QueueGauges:
    """Gauges of one queue: how many rows wait in each status, and the age of the oldest in seconds."""

    def __init__(self, name: str, what: str, registry: CollectorRegistry) -> None:
        self._rows = Gauge(f"huifang_{name}_rows", f"{what}, by status", ["status"], registry=registry)
        self._age = Gauge(
            f"huifang_{name}_oldest_seconds",
            f"Age of the oldest of {what[0].lower()}{what[1:]}, by status",
            ["status"],
            registry=registry,
        )

    def show(self, depths: Mapping[Status, Depth], now: datetime) -> None:
        """Set the gauges to what was found."""
        for status, depth in depths.items():
            age = 0.0 if depth.oldest is None else (now - depth.oldest).total_seconds()
            self._rows.labels(status.value).set(depth.rows)
            self._age.labels(status.value).set(age)


class BacklogGauges:
    """Gauges of what waits in the database, read at every scrape."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._inbox = QueueGauges("inbox", "Updates that are not done", registry)
        self._outbox = QueueGauges("outbox", "Messages that are not sent", registry)
        self._lanes = Gauge("huifang_lanes_due", "Chats with work that is due", ["flow"], registry=registry)
        self._invitations = Gauge("huifang_invitations_due", "Surveys that are due", registry=registry)
        self._alarms = Gauge(
            "huifang_alarms_open", "Alarms that staff have to see, by kind", ["kind"], registry=registry
        )
        self._database = Gauge("huifang_database_up", "Whether the database answers", registry=registry)

    async def refresh(self, session: AsyncSession, now: datetime) -> None:
        """Count what waits; every count reads a short index only."""
        self._inbox.show(await inbox_depths(session), now)
        self._outbox.show(await outbox_depths(session), now)
        for flow in Flow:
            self._lanes.labels(flow.value).set(await book_of(session).count_due(session, flow, now))
        invitations = select(func.count()).where(Invitation.due_at <= now)
        self._invitations.set(await session.scalar(invitations) or 0)
        await self._count_alarms(session)

    def note_database(self, *, is_up: bool) -> None:
        """Set whether the database answered."""
        self._database.set(int(is_up))

    async def _count_alarms(self, session: AsyncSession) -> None:
        counts = select(Alarm.kind, func.count()).where(Alarm.cleared_at.is_(None)).group_by(Alarm.kind)
        self._alarms.clear()
        for kind, number in (await session.execute(counts)).tuples():
            self._alarms.labels(kind).set(number)


def metrics_route(database: Database, registry: CollectorRegistry, clock: Clock) -> Route:
    """Return the route; without the database, its numbers stay as they were."""
    backlog = BacklogGauges(registry)

    async def metrics(request: Request) -> Response:
        try:
            async with database.reading() as session:
                await backlog.refresh(session, clock())
        except StoreError:
            backlog.note_database(is_up=False)
        else:
            backlog.note_database(is_up=True)
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics)
