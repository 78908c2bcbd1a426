"""`/metrics`: how much waits, and how the process is, for Prometheus."""

from collections.abc import Callable
from datetime import datetime

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from store.database import Database
from store.errors import StoreError
from store.models.queues import Alarm, Flow, Lane
from store.models.surveys import Invitation


class Backlog:
    """Gauges of what waits in the database, read anew for every scrape."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._lanes = Gauge("huifang_lanes_due", "Chats with work that is due", ["flow"], registry=registry)
        self._invitations = Gauge("huifang_invitations_due", "Surveys that are due", registry=registry)
        self._alarms = Gauge("huifang_alarms_open", "Alarms that staff have to see", registry=registry)
        self._database = Gauge("huifang_database_up", "Whether the database answers", registry=registry)

    async def refresh(self, session: AsyncSession, now: datetime) -> None:
        """Count; every count reads a short index only."""
        for flow in Flow:
            due = select(func.count()).where(Lane.flow == flow, Lane.due_at <= now)
            self._lanes.labels(flow.value).set(await session.scalar(due) or 0)
        invitations = select(func.count()).where(Invitation.due_at <= now)
        self._invitations.set(await session.scalar(invitations) or 0)
        alarms = select(func.count()).select_from(Alarm).where(Alarm.cleared_at.is_(None))
        self._alarms.set(await session.scalar(alarms) or 0)

    def note_database(self, *, is_up: bool) -> None:
        """Whether there was anything to count in."""
        self._database.set(int(is_up))


def metrics_route(database: Database, registry: CollectorRegistry, clock: Callable[[], datetime]) -> Route:
    """Everything in the registry; without the database, all but its numbers stay fresh."""
    backlog = Backlog(registry)

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
