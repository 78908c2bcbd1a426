"""Whether the chat of staff can be written to; what is lost there is lost in silence otherwise."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from actions.turn.send_outcomes import ChatMoved, SendError, Unreachable
from bot.worker.sending.send_ends import EndedSend
from store.models.address import Address
from store.queues.alarm_rows import clear_alarm, raise_alarm

log = structlog.get_logger(__name__)

LOST = "staff_chat.lost"
SUBJECT = "staff_chat"


class StaffChatWatch:
    """Raises an alarm when a message to this chat is refused; it stays until one arrives."""

    def __init__(self, chat: Address | None) -> None:
        self._known_as = set() if chat is None else {chat}

    async def note(self, session: AsyncSession, ended: Sequence[EndedSend], now: datetime) -> None:
        """Take into account how these sends ended, in the transaction that records it."""
        for each in ended:
            if each.row.outgoing.address in self._known_as:
                await self._note_one(session, each.outcome, now)

    async def _note_one(self, session: AsyncSession, outcome: int | SendError | None, now: datetime) -> None:
        match outcome:
            case ChatMoved(new_address=new_address):  # what is sent again goes to that one
                self._known_as.add(new_address)
            case Unreachable(reason=reason):
                log.error("staff_chat.lost", reason=reason)
                await raise_alarm(session, LOST, SUBJECT, now)
            case SendError():
                pass
            case _:
                await clear_alarm(session, LOST, SUBJECT, now)
