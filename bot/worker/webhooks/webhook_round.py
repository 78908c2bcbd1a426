"""The loop that posts events: each target by itself, so that a slow one keeps nothing back from others."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

import structlog
from standardwebhooks import Webhook

from actions.webhooks.delivery_queue import (
    Claimed,
    ClaimedEvent,
    PostEnd,
    claim,
    drop_old,
    due_targets,
    settle_post,
)
from actions.webhooks.event_wording import EventWording
from bot.timing.clock import Clock
from bot.worker.loops.repeat import repeat
from bot.worker.webhooks.event_poster import EventPoster
from bot.worker.webhooks.notice_sender import NoticeSender
from bot.worker.webhooks.notice_text import notice_text
from bot.worker.webhooks.robots.robot_answers import MOST_OF_ANSWER, read_answer
from bot.worker.webhooks.robots.robot_requests import robot_request
from store.engine.database import Database
from store.models.queues import TargetKind

log = structlog.get_logger(__name__)

PAUSE = 1.0
TIDYING = timedelta(hours=1)
# So many events of a target are posted in a row before the loop looks again.
MOST = 50


class WebhookRound:
    """Posts what is due; `wording` returns how events are put into words now."""

    def __init__(
        self,
        database: Database,
        poster: EventPoster,
        notices: NoticeSender,
        wording: Callable[[], EventWording],
        *,
        clock: Clock,
        random: Random | None = None,
    ) -> None:
        self._database = database
        self._poster = poster
        self._notices = notices
        self._wording = wording
        self._clock = clock
        self._random = random or Random()  # noqa: S311 - spreads attempts, and hides nothing
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._tidied: datetime | None = None

    async def run(self) -> None:
        """Look until cancelled."""
        try:
            await repeat(self.look, PAUSE, "telling other systems of events failed")
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def look(self) -> None:
        """Begin to post for each target that is due and that nothing is being posted to."""
        now = self._clock()
        async with self._database.reading() as session:
            due = await due_targets(session, now)
        self._busy = {target: task for target, task in self._busy.items() if not task.done()}
        for target in due:
            if target not in self._busy:
                self._busy[target] = asyncio.create_task(self._post_all(target))
        if self._tidied is None or abs(now - self._tidied) >= TIDYING:
            self._tidied = now
            async with self._database.transaction() as session:
                await drop_old(session, now)

    async def settle(self) -> None:
        """Wait until nothing is being posted."""
        await asyncio.gather(*self._busy.values())

    async def _post_all(self, target: int) -> None:
        try:
            for _ in range(MOST):
                if not await self._post_one(target):
                    return
        except Exception:  # the loop goes on; what was claimed is due again after its lease
            log.exception("an event was not posted", target=target)

    async def _post_one(self, target: int) -> bool:
        """Post the next event; return whether to go on with this target."""
        async with self._database.transaction() as session:
            claimed = await claim(session, target, self._clock(), self._wording())
        if claimed is None:
            return False
        end = await self._post(claimed)
        if not end.is_success:
            log.warning("an event was not taken", target=target, status=end.status, reason=end.reason)
        async with self._database.transaction() as session:
            await settle_post(session, claimed, end, self._clock(), self._random)
        return end.is_success and isinstance(claimed, ClaimedEvent)  # a robot rests after each message

    async def _post(self, claimed: Claimed) -> PostEnd:
        now = self._clock()
        if isinstance(claimed, ClaimedEvent):
            return await self._poster.post(claimed.url, signed_headers(claimed, now), claimed.body)
        if claimed.kind is TargetKind.APPRISE:
            return await self._notices.send(claimed.url, claimed.title, notice_text(claimed.lines))
        request = robot_request(claimed, now)
        end = await self._poster.post(request.url, request.headers, request.body, MOST_OF_ANSWER)
        return read_answer(claimed.kind, end)


def signed_headers(event: ClaimedEvent, now: datetime) -> dict[str, str]:
    """Return the headers of Standard Webhooks, with a signature by each secret."""
    return {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Huifang",
        "webhook-id": event.event_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(_signatures(event, event.secrets, now)),
    }


def _signatures(event: ClaimedEvent, secrets: Sequence[str], now: datetime) -> list[str]:
    return [Webhook(secret).sign(event.event_id, now, event.body.decode()) for secret in secrets]
