"""The roles that talk to Telegram: receiving, acting and sending, started and stopped in order."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from bot.telegram.send_errors import PolledElsewhere, TokenRefused
from bot.telegram.watchdog import WatchedPolling
from bot.timing.clock import now
from bot.wiring.answer_parts import AnswerParts
from bot.wiring.delivery import ask_for_delivery
from bot.wiring.parts import Parts
from bot.wiring.plan import CannotStart
from bot.wiring.telegram_bot import IdentifiedBot, known_bot, present
from bot.wiring.worker_parts import (
    build_clock_watch,
    build_file_moving,
    build_fold_round,
    build_model_sharing,
    build_polling,
    build_retention_round,
    build_scrub_round,
    build_signal_watch,
    build_staff_room_round,
    build_training_round,
    build_upkeep,
    build_webhook_round,
    build_worker,
)
from bot.worker.rounds.woken_lanes import WokenLanes
from bot.worker.worker import Worker
from store.queues.notifications import listen

GRACE_PERIOD = 3.0


async def run_telegram_roles(parts: Parts) -> None:
    """Receive, act and send until cancelled; work in flight is finished first.

    Raises:
        CannotStart: Telegram refuses the token, or another process polls with it.
    """
    try:
        async with known_bot(parts.plan) as known:
            parts.state.username = known.identity.username
            await _work(parts, known)
    except (TokenRefused, PolledElsewhere) as exc:
        raise CannotStart(f"{exc} (HUIFANG_TELEGRAM_TOKEN, HUIFANG_TELEGRAM_API)") from exc


async def _work(parts: Parts, known: IdentifiedBot) -> None:
    polling = _polling(parts, known) if parts.plan.polled else None
    answers = AnswerParts(parts) if parts.plan.worker else None
    if answers is not None:
        await answers.load()
    worker = build_worker(parts, known, answers.published) if answers is not None else None
    running = [asyncio.create_task(part) for part in _running(parts, known, polling, worker)]
    if answers is not None:
        running.append(asyncio.create_task(answers.run()))
    presenting = asyncio.create_task(_present(parts, known))
    try:
        await asyncio.gather(*running)
        await asyncio.wait([presenting])  # the other tasks may end before it
    finally:
        if polling is not None:
            polling.stop()
        if worker is not None:
            await worker.stop(GRACE_PERIOD)
        for task in (presenting, *running):
            task.cancel()
        await asyncio.gather(presenting, *running, return_exceptions=True)


def _running(
    parts: Parts, known: IdentifiedBot, polling: WatchedPolling | None, worker: Worker | None
) -> list[Coroutine[Any, Any, None]]:
    running = []
    if polling is not None:
        running.append(polling.run())
    if parts.plan.delivered_to:
        running.append(ask_for_delivery(parts, known.bot))
    if worker is not None:
        running += [worker.run(), build_clock_watch(parts, worker).run(), build_upkeep(parts).run()]
        running += [build_fold_round(parts).run(), build_training_round(parts).run()]
        running += [build_scrub_round(parts).run(), build_staff_room_round(parts, known).run()]
        running += [build_signal_watch(parts).run(), build_webhook_round(parts).run()]
        if (retention := build_retention_round(parts)) is not None:
            running.append(retention.run())
        if (moving := build_file_moving(parts)) is not None:
            running.append(moving.run())
        if (sharing := build_model_sharing(parts)) is not None:
            running.append(sharing.run())
        running.append(listen(parts.database, parts.bells.ring_for))
        if parts.database.is_sqlite:
            running.append(WokenLanes(parts.database, parts.bells.ring_for).run())
    return running


def _polling(parts: Parts, known: IdentifiedBot) -> WatchedPolling:
    polling = build_polling(parts, known)
    parts.state.last_polled = lambda: polling.last_success
    parts.measures.watch_polling(parts.state.last_polled, now)
    return polling


async def _present(parts: Parts, known: IdentifiedBot) -> None:
    """Register the bot's profile from one process, and not from every worker and website."""
    if parts.plan.polled or parts.plan.delivered_to:
        with suppress(TokenRefused):  # the other roles report it
            await present(known.bot, parts.profile, parts.house.language)
