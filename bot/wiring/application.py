"""One process of Huifang: starts the parts of a plan, waits for a signal, and stops them in order."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from actions.staff.roster import first_start_password
from actions.staff.secret_box import SecretBox
from bot.process.child import Child, SupervisionLimits
from bot.process.liveness import EVERY, LivenessWatch
from bot.process.memory import keep_loaded
from bot.process.open_files import allow_open_files
from bot.timing.clock import now
from bot.website.patient_protocol import patient_protocol
from bot.website.proxies import TrustedProxies
from bot.website.waiting import Waiting
from bot.wiring.children import nlu_command, sandbox_command, until_listening
from bot.wiring.parts import Parts, open_parts
from bot.wiring.plan import Plan
from bot.wiring.secret_key import open_secret_box
from bot.wiring.storage.file_modes import warn_of_open_files
from bot.wiring.storage.new_database import announce_new_database
from bot.wiring.telegram_roles import run_telegram_roles
from bot.wiring.website import build_monitoring_site, build_website
from bot.wiring.welcome import Say, welcome
from bot.wiring.worker_parts import build_database_watch, build_nlu_watch, watch_settings
from bot.worker.loops.repeat import repeat
from bot.worker.receiving.nlu_watch import nlu_answers
from store.schema import upgrade

GRACE_PERIOD = 3


class WebServer(uvicorn.Server):
    """Uvicorn in the event loop of this process, which handles the signals itself."""

    def __init__(self, app: ASGIApp, host: str, port: int, is_proxy: Callable[[str], bool]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=patient_protocol(Waiting(), is_proxy),
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,  # `bot.website.proxies` reads them
                ws="none",
                lifespan="off",
                timeout_graceful_shutdown=GRACE_PERIOD,
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Install no signal handlers: `run` has its own."""
        yield

    def stop(self) -> None:
        """Finish what is in flight, then return from serving."""
        self.should_exit = True


# Seconds. A supervisor kills a process that takes too long to stop: work in flight gets three seconds, child
# processes one more. Work that still hangs, such as a call to a silent database, is left to the next process.
CHILDREN = SupervisionLimits(farewell=1.0)
LAST_MOMENT = 4.8


async def run(plan: Plan, say: Say) -> None:
    """Run until a signal asks to stop; work in flight is finished first.

    Raises:
        CannotStart: the token is refused or missing, or another process polls with it.
        AlreadyAtWork: another process works on the same SQLite file.
        DataError: files under data/ are wrong.
        StoreError: the database cannot be used.
    """
    stop = _stop_signal()
    allow_open_files()
    async with open_parts(plan) as parts:
        announce_new_database(plan.settings)
        await upgrade(parts.database)
        await parts.published.look(now())
        warn_of_open_files(parts.database, plan.settings.home)
        box = await open_secret_box(plan.settings, parts.database) if plan.web else None
        password = await _first_password(parts) if plan.web else None
        children = [asyncio.create_task(part) for part in _children(parts)]
        try:
            services = [*_services(parts, box), welcome(parts, password, say)]
            keep_loaded()
            await _run_until(stop, services)
        finally:
            await _cancel(children)


def _services(parts: Parts, box: SecretBox | None) -> list[Coroutine[Any, Any, None]]:
    settings, services = parts.plan.settings, [build_database_watch(parts).run(), watch_settings(parts)]
    if parts.plan.worker:
        services.append(build_nlu_watch(parts).run())
    if box is not None:
        services.append(_serve(build_website(parts, box), settings.host, settings.port))
    elif settings.watch_port is not None:
        services.append(_serve(build_monitoring_site(parts), settings.host, settings.watch_port))
    if parts.plan.needs_bot:
        services.append(_talk(parts))
    return services


async def _talk(parts: Parts) -> None:
    if parts.plan.sandbox:  # the sandbox was started a moment ago
        await until_listening(parts.plan.settings.sandbox_port)
    await run_telegram_roles(parts)


def _children(parts: Parts) -> list[Coroutine[Any, Any, None]]:
    """Return what supervises the child processes."""
    plan, keeping = parts.plan, list[Coroutine[Any, Any, None]]()
    if plan.sandbox:
        keeping.append(Child(sandbox_command(plan.settings.sandbox_port), CHILDREN).supervise())
    if plan.nlu_port is not None:
        child = Child(nlu_command(plan.nlu_port), CHILDREN)
        vigil = LivenessWatch(child, partial(nlu_answers, parts.classifier))
        keeping += [child.supervise(), repeat(vigil.look, EVERY, "watching the NLU server failed")]
    return keeping


async def _serve(site: TrustedProxies, host: str, port: int) -> None:
    """Serve a website until cancelled."""
    server = WebServer(site, host, port, site.is_trusted)
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.shield(serving)
    finally:
        server.stop()
        await serving


async def _first_password(parts: Parts) -> str | None:
    async with parts.database.transaction() as session:
        return await first_start_password(session, now())


async def _run_until(stop: asyncio.Event, services: list[Coroutine[Any, Any, None]]) -> None:
    """Run the services until `stop` is set or one of them fails; raise its failure."""
    tasks = [asyncio.create_task(service) for service in services]
    told = asyncio.create_task(stop.wait())
    pending = {told, *tasks}
    try:
        while pending and not told.done():
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done - {told}:
                task.result()
    finally:
        await _cancel([told, *tasks])


async def _cancel(tasks: list[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _stop_signal() -> asyncio.Event:
    """Return an event that the first SIGINT or SIGTERM sets; a second one ends the process at once."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def begin_stop() -> None:
        stop.set()
        loop.call_later(LAST_MOMENT, os._exit, 1)
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # not on Windows
            loop.add_signal_handler(number, begin_stop)
    return stop
