"""The checks of whether the process can work."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.api.health import NotReady
from bot.timing.clock import Clock
from store.engine.database import Database
from store.engine.database_errors import StoreError

# A poll waits up to 50 s for an update; twice that is silence.
OLDEST_POLL = timedelta(seconds=120)


@dataclass(frozen=True, slots=True)
class DatabaseAnswers:
    """The database answers a trivial query."""

    database: Database
    name: str = "database"

    async def require(self) -> None:
        """See `Check`."""
        try:
            await self.database.ping()
        except StoreError as exc:
            raise NotReady("unavailable") from exc


@dataclass(frozen=True, slots=True)
class NluAnswers:
    """Texts can be classified. `ready` asks the NLU server."""

    ready: Callable[[], Awaitable[bool]]
    name: str = "nlu"

    async def require(self) -> None:
        """See `Check`."""
        if not await self.ready():
            raise NotReady("unavailable")


@dataclass(frozen=True, slots=True)
class PollingIsRecent:
    """Telegram has answered the poller recently. `last_polled` is None before the first answer."""

    last_polled: Callable[[], datetime | None]
    clock: Clock
    name: str = "polling"

    async def require(self) -> None:
        """See `Check`."""
        last = self.last_polled()
        if last is None:
            raise NotReady("has not begun")
        if self.clock() - last > OLDEST_POLL:
            raise NotReady(f"silent since {last.isoformat(timespec='seconds')}")


@dataclass(frozen=True, slots=True)
class WebhookIsKnown:
    """Telegram has accepted the webhook."""

    is_known: Callable[[], bool]
    name: str = "webhook"

    async def require(self) -> None:
        """See `Check`."""
        if not self.is_known():
            raise NotReady("not set yet")
