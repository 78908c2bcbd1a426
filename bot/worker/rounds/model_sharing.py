"""The loop that gives this machine the models of the others, and the others its own.

The commands that make a model current (`huifang nlu train`, `learn` and `restore`) and the console only
write into this machine's folder. This loop notices it there and puts the model into the database; a model
that another machine put there later is written into the folder, whose NLU server then takes it up.
"""

import asyncio

import structlog

from actions.quality.shared_models import SharedName, content_of, share, shared_names
from bot.timing.clock import Clock
from bot.worker.loops.ports import DamagedModel, ModelShelf, SharedMark
from bot.worker.loops.repeat import repeat
from store.engine.database import Database

log = structlog.get_logger(__name__)


class ModelSharing:
    """Keeps the current model the same on all machines: the one that became current last."""

    def __init__(self, database: Database, shelf: ModelShelf, *, clock: Clock, pause: float = 5.0) -> None:
        self._database = database
        self._shelf = shelf
        self._clock = clock
        self._pause = pause
        self._refused = 0

    async def run(self) -> None:
        """Look until cancelled."""
        await repeat(self.step, self._pause, "sharing the model failed")

    async def step(self) -> None:
        """Share the model of this machine if it became current since the last look, else take a newer one."""
        async with self._database.reading() as session:
            names = await shared_names(session)
        there = next((one for one in names if self._shelf.fits(one.seal)), None)
        here = await asyncio.to_thread(self._shelf.current)
        mark = self._shelf.mark()
        if here is not None and (there is None or (mark is not None and here != mark.name)):
            await self._share(here)
        elif there is not None and there.id > max(mark.id if mark else 0, self._refused):
            await self._take(there)

    async def _share(self, name: str) -> None:
        seal, content = await asyncio.to_thread(self._shelf.read, name)
        async with self._database.transaction() as session:
            model_id = await share(session, name, seal, content, self._clock())
        self._shelf.set_mark(SharedMark(model_id, name))
        log.info("model.shared", model=name)

    async def _take(self, shared: SharedName) -> None:
        async with self._database.reading() as session:
            content = await content_of(session, shared.id)
        if content is None:
            return
        try:
            await asyncio.to_thread(self._shelf.take, shared.name, shared.seal, content)
        except DamagedModel:
            self._refused = shared.id
            log.exception("model.damaged", model=shared.name)
            return
        self._shelf.set_mark(SharedMark(shared.id, shared.name))
        log.info("model.taken", model=shared.name)
