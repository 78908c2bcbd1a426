"""One process of Huifang: starts the parts of a plan, waits, and stops them in order."""

import asyncio
import signal
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from actions.staff.roster import first_start_password
from bot.process.child import Child
from bot.telegram.errors import PolledElsewhere, TokenRefused
from bot.telegram.poller import Poller
from bot.wiring.children import nlu_command, sandbox_command
from bot.wiring.clock import now
from bot.wiring.parts import Parts, opened
from bot.wiring.plan import CannotStart, Plan
from bot.wiring.telegram import KnownBot, known_bot, present
from bot.wiring.web import WebServer
from bot.wiring.website import build_website
from bot.wiring.welcome import Say, welcome
from bot.wiring.working import build_poller, build_watch, build_worker
from store.schema import upgrade

FAREWELL = 3.5


async def run(plan: Plan, say: Say) -> None:
    """Run until a signal tells to stop; what is in flight is finished first.

    Raises:
        CannotStart: the token is refused or missing, or somebody else polls with it.
        DataError: files under data/ are wrong.
        StoreError: the database cannot be used.
    """
    stop = _told_to_stop()
    async with opened(plan) as parts:
        await upgrade(parts.database)
        password = await _first_password(parts) if plan.web else None
        children = [asyncio.create_task(child.supervise()) for child in _children(plan)]
        try:
            await _until(stop, [*_services(parts), welcome(parts, password, say)])
        finally:
            await _cancelled(children)


def _services(parts: Parts) -> list[Coroutine[Any, Any, None]]:
    services = []
    if parts.plan.web:
        services.append(_serve(parts))
    if parts.plan.telegram or parts.plan.worker:
        services.append(_talk(parts))
    return services


def _children(plan: Plan) -> list[Child]:
    commands = []
    if plan.sandbox:
        commands.append(sandbox_command(plan.settings.sandbox_port))
    if plan.nlu_port is not None:
        commands.append(nlu_command(plan.nlu_port))
    return [Child(command) for command in commands]


async def _serve(parts: Parts) -> None:
    """Serve console and API until cancelled."""
    server = WebServer(build_website(parts), parts.plan.settings.host, parts.plan.settings.port)
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.shield(serving)
    finally:
        server.stop()
        await serving


async def _talk(parts: Parts) -> None:
    """Receive, act and send until cancelled.

    Raises:
        CannotStart: Telegram will not have us.
    """
    try:
        async with known_bot(parts.plan) as known:
            poller = build_poller(parts, known) if parts.plan.telegram else None
            worker = build_worker(parts, known) if parts.plan.worker else None
            _note_presence(parts, known, poller)
            watch = build_watch(parts) if parts.plan.worker else None
            running = [
                asyncio.create_task(part.run()) for part in (poller, worker, watch) if part is not None
            ]
            presenting = asyncio.create_task(present(known.bot, parts.profile, parts.plan))
            try:
                await asyncio.gather(*running)
            finally:
                if poller is not None:
                    poller.stop()
                if worker is not None:
                    await worker.stop(FAREWELL)
                await _cancelled([presenting, *running])
    except (TokenRefused, PolledElsewhere) as exc:
        raise CannotStart(f"{exc} (HUIFANG_TELEGRAM_TOKEN, HUIFANG_TELEGRAM_API)") from exc


def _note_presence(parts: Parts, known: KnownBot, poller: Poller | None) -> None:
    parts.presence.username = known.identity.username
    if poller is not None:
        parts.presence.last_polled = lambda: poller.last_success


async def _first_password(parts: Parts) -> str | None:
    async with parts.database.transaction() as session:
        return await first_start_password(session, now())


async def _until(stop: asyncio.Event, services: list[Coroutine[Any, Any, None]]) -> None:
    """Run the services until told to stop or one of them fails; its failure is raised."""
    tasks = [asyncio.create_task(service) for service in services]
    told = asyncio.create_task(stop.wait())
    pending = {told, *tasks}
    try:
        while pending and not told.done():
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done - {told}:
                task.result()
    finally:
        await _cancelled([told, *tasks])


async def _cancelled(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _told_to_stop() -> asyncio.Event:
    """Set by the first SIGINT or SIGTERM; a second one ends us at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def hear() -> None:
        stop.set()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # not on Windows
            loop.add_signal_handler(number, hear)
    return stop
