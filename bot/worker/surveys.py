"""The survey loop: first questions, reminders and expiries when they fall due."""

import asyncio

import structlog

from actions.house import House
from actions.surveys import schedule
from bot.worker.bell import Bell
from bot.worker.outages import note_outage
from bot.worker.ports import Clock
from store.alarms import raise_alarm
from store.database import Database
from store.errors import StoreUnavailable

log = structlog.get_logger(__name__)

FAILED = "survey.failed"
BATCH = 100


class Surveys:
    """Does for invitations what is due. `bell` is rung when one was scheduled, `effects` by us."""

    def __init__(
        self,
        database: Database,
        house: House,
        *,
        bell: Bell,
        effects: Bell,
        clock: Clock,
        poll: float = 1.0,
    ) -> None:
        self._database = database
        self._house = house
        self._bell = bell
        self._effects = effects
        self._clock = clock
        self._poll = poll
        self._stopping = False

    async def run(self) -> None:
        """Work until stopped."""
        while not self._stopping:
            try:
                done = await self._step()
            except StoreUnavailable as exc:
                note_outage(exc)
                done = 0
            except Exception:  # the loop must outlive whatever it has not foreseen
                log.exception("survey step failed")
                done = 0
            if not done:
                await self._bell.wait(self._poll)

    def stop(self) -> None:
        """Begin nothing new."""
        self._stopping = True
        self._bell.ring()

    async def _step(self) -> int:
        """Do what is due; for how many invitations something was done."""
        async with self._database.reading() as session:
            due = await schedule.due(session, self._clock(), BATCH)
        done = 0
        for invitation_id in due:
            if self._stopping:
                break
            done += await self._advance(invitation_id)
            await asyncio.sleep(0)
        return done

    async def _advance(self, invitation_id: int) -> bool:
        """Do what is due for one invitation, in a transaction of its own."""
        try:
            async with self._database.transaction() as session:
                is_done = await schedule.advance(session, invitation_id, self._clock(), self._house)
        except StoreUnavailable:
            raise
        except Exception:  # part of the loop: one invitation must not hold up the others
            log.exception("survey failed", invitation_id=invitation_id)
            await self._alarm(invitation_id)
            return False
        self._effects.ring()
        return is_done

    async def _alarm(self, invitation_id: int) -> None:
        async with self._database.transaction() as session:
            await raise_alarm(session, FAILED, f"invitation:{invitation_id}", self._clock())
