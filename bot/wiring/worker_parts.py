"""The poller and the worker, built from the parts of this process."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from actions.desk.front_desk import receive
from actions.turn.incoming import Disposition, Incoming
from actions.turn.reading import Reading
from bot.process.identity import is_gone, own_name
from bot.telegram.decoder import UpdateDecoder
from bot.telegram.intake import Intake
from bot.telegram.poller import Poller
from bot.telegram.sender import TelegramSender
from bot.telegram.watchdog import Vigilance, WatchedPolling
from bot.wiring.parts import Parts, now
from bot.wiring.telegram_bot import KnownBot
from bot.wiring.timed_parts import CountedSender, TimedClassifier
from bot.wiring.training_process import RasaTeacher
from bot.worker.receiving.batching import Gathering
from bot.worker.receiving.inbound import Inbound
from bot.worker.receiving.nlu_watch import AbsenceWatch, answers
from bot.worker.rounds.clock_watch import Timekeeping
from bot.worker.rounds.database_watch import StorageWatch
from bot.worker.rounds.due_surveys import Surveys
from bot.worker.rounds.fold_round import Folding
from bot.worker.rounds.retention_round import Retention
from bot.worker.rounds.training import Learning
from bot.worker.rounds.upkeep import Neglected
from bot.worker.sending.outbound import Outbound, OutboundLimits
from bot.worker.sending.rate_limit import Pace
from bot.worker.worker import Worker
from store.engine.database import Database
from store.models.queues import Flow
from store.queues.inbox import Waiting

STAND_BY = 15.0


def build_polling(parts: Parts, known: KnownBot) -> WatchedPolling:
    """What asks for updates. Where there is more to do than that, a second poller is no reason to end."""
    database, bot_id = parts.database, known.identity.id
    intake = Intake(database, bot_id, parts.bells.arrived.ring)

    def poller() -> Poller:
        return Poller(known.bot, intake, database, bot_id, now)

    has_more = parts.plan.worker or parts.plan.web
    return WatchedPolling(poller, database, bot_id, now, Vigilance(first=STAND_BY if has_more else None))


def build_worker(parts: Parts, known: KnownBot) -> Worker:
    """What acts on updates, sends, and asks surveys. On SQLite it is the only one."""
    owner, bells = own_name(), parts.bells
    # What this process makes it also sends; where it is too busy, others find it when they next look.
    parts.database.kept.add(Flow.OUT)

    async def desk(
        session: AsyncSession, item: Waiting, incoming: Incoming, reading: Reading | None, at: datetime
    ) -> Disposition:
        return await receive(session, item, incoming, reading, at, parts.house)

    inbound = Inbound(
        parts.database,
        UpdateDecoder(known.identity.username),
        TimedClassifier(Gathering(parts.classifier), parts.measures.parsing),
        desk,
        bell=bells.arrived,
        effects=bells.effects,
        clock=now,
        owner=owner,
    )
    outbound = Outbound(
        parts.database,
        CountedSender(TelegramSender(known.bot), parts.measures.sends),
        bell=bells.effects,
        clock=now,
        owner=owner,
        limits=OutboundLimits(pace=Pace(bot_per_second=parts.plan.settings.send_rate)),
    )
    surveys = Surveys(parts.database, parts.house, bell=bells.scheduled, effects=bells.effects, clock=now)
    return Worker(parts.database, inbound, outbound, surveys, owner=owner, is_gone=_gone(parts.database))


def _gone(database: Database) -> Callable[[str], bool]:
    """On SQLite we are alone, and whoever held a lane before is gone."""
    return (lambda _: True) if database.is_sqlite else is_gone


def build_watch(parts: Parts) -> Neglected:
    """What looks after cases that nobody works on and customers whom nobody answers."""
    return Neglected(parts.database, parts.house, effects=parts.bells.effects, clock=now)


def build_storage_watch(parts: Parts) -> StorageWatch:
    """What tells staff that the database was away."""
    return StorageWatch(parts.database, clock=now)


def build_absence_watch(parts: Parts) -> AbsenceWatch:
    """What tells staff that the NLU server is away."""
    return AbsenceWatch(parts.database, partial(answers, parts.classifier), clock=now)


def build_timekeeping(parts: Parts) -> Timekeeping:
    """What notices that the clock was put back."""
    bells = parts.bells
    return Timekeeping(parts.database, arrived=bells.arrived, effects=bells.effects, clock=now)


def build_folding(parts: Parts) -> Folding:
    """What adds up the days that are over, for reports."""
    return Folding(parts.database, parts.house.zone, clock=now)


def build_retention(parts: Parts) -> Retention | None:
    """What erases words that have been kept for long enough, where they are not kept for ever."""
    kept = parts.plan.settings.retention
    return Retention(parts.database, kept, clock=now) if kept is not None else None


def build_learning(parts: Parts) -> Learning:
    """What trains when staff ask for it."""
    return Learning(parts.database, RasaTeacher(), clock=now)
