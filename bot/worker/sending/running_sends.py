"""The sends that run: started when their rows are marked, and ended with an outcome each."""

import asyncio
from collections.abc import Callable, Iterable

import structlog

from actions.turn.send_outcomes import (
    ChatMoved,
    NotDelivered,
    OutcomeUnknown,
    SendError,
    SendLater,
    TopicGone,
)
from bot.timing.bell import Bell
from bot.worker.loops.ports import Sender
from bot.worker.sending import send_ends
from bot.worker.sending.rate_limit import RateLimiter
from bot.worker.sending.send_ends import EndedSend
from store.models.address import Address
from store.queues.lane_book import Lease
from store.queues.outbox import Sendable

log = structlog.get_logger(__name__)

# For how long nothing is sent after Telegram could not be reached: other chats would fail too.
OUTAGE_PAUSE = 1.0


class RunningSends:
    """Sends rows, each for `longest` seconds at most. `bell` is nudged when one has ended."""

    def __init__(
        self,
        sender: Sender,
        pacer: RateLimiter,
        bell: Bell,
        longest: float,
        is_group: Callable[[Address], bool],
    ) -> None:
        self._sender = sender
        self._pacer = pacer
        self._bell = bell
        self._longest = longest
        self._is_group = is_group
        self._running: set[asyncio.Task[None]] = set()
        self._ended: list[EndedSend] = []

    def __len__(self) -> int:
        """Return how many are running."""
        return len(self._running)

    @property
    def is_idle(self) -> bool:
        """Return whether none runs, and the end of each was taken."""
        return not self._running and not self._ended

    def take_ended(self) -> list[EndedSend]:
        """Return the sends that have ended since the last call."""
        ended, self._ended = self._ended, []
        return ended

    def put_back(self, ended: list[EndedSend]) -> None:
        """Give ends back that could not be recorded."""
        self._ended = ended + self._ended

    def start(self, rows: Iterable[tuple[Lease, Sendable]]) -> None:
        """Send rows that are marked as being sent."""
        for lease, row in rows:
            task = asyncio.create_task(self._send(lease, row))
            self._running.add(task)
            task.add_done_callback(self._note_end)

    def cancel(self) -> None:
        """Cut all sends off."""
        for task in self._running:
            task.cancel()

    def _note_end(self, sending: asyncio.Task[None]) -> None:
        self._running.discard(sending)  # before the loop wakes, which counts them
        self._bell.nudge()

    async def _send(self, lease: Lease, row: Sendable) -> None:
        outcome: int | SendError | None
        try:
            async with asyncio.timeout(self._longest):
                outcome = await self._sender.send(row.outgoing)
        except SendError as exc:
            outcome = exc
        except TimeoutError:
            outcome = OutcomeUnknown("no end")
        except Exception as exc:  # another failure does not say what arrived
            log.exception("send failed", outbox_id=row.id)
            outcome = OutcomeUnknown(type(exc).__name__)
        if isinstance(outcome, SendError):
            self._hold_back(row, outcome)
        self._ended.append(EndedSend(lease, row, outcome))

    def _hold_back(self, row: Sendable, error: SendError) -> None:
        log.info("send did not end well", outbox_id=row.id, kind=type(error).__name__, reason=error.reason)
        instant = asyncio.get_running_loop().time()
        match error:
            case SendLater(seconds=seconds):
                # A group that is full holds up itself alone: its row waits, and customers are answered.
                if not self._is_group(row.outgoing.address):
                    self._pacer.pause(seconds, instant)
                self._bell.ring_in(seconds)
                return
            case ChatMoved() | TopicGone():
                return
            case NotDelivered():
                self._pacer.pause(OUTAGE_PAUSE, instant)
        self._bell.ring_in(send_ends.pause_after(row))
