"""Builds the poller and the worker from the parts of this process."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.showing.question_search import AnswerSource, QuestionSearch, SearchedQuestion
from actions.desk.front_desk import receive
from actions.turn.incoming import Disposition, Incoming
from actions.turn.reading import Reading
from actions.webhooks.event_wording import EventWording
from bot.process.identity import is_gone, process_name
from bot.telegram.decoder import UpdateDecoder
from bot.telegram.intake import Intake
from bot.telegram.poller import Poller
from bot.telegram.sender import TelegramSender
from bot.telegram.telegram_numbers import is_group
from bot.telegram.topic_calls import TelegramTopicCalls
from bot.telegram.upload_rows import UploadRows
from bot.telegram.watchdog import WatchdogLimits, WatchedPolling
from bot.timing.backoff import Backoff
from bot.timing.clock import now
from bot.wiring.data_files import ROOT
from bot.wiring.learning.learned_files import LearnedFiles
from bot.wiring.learning.model_shelf import FolderShelf
from bot.wiring.parts import Parts
from bot.wiring.telegram_bot import IdentifiedBot
from bot.wiring.timed_parts import CountedSender, TimedClassifier
from bot.wiring.training_process import RasaTrainer
from bot.worker.loops.ports import Desk
from bot.worker.loops.repeat import repeat
from bot.worker.receiving.batching import BatchingClassifier
from bot.worker.receiving.inbound import Inbound, InboundLimits
from bot.worker.receiving.nlu_watch import NluWatch, nlu_answers
from bot.worker.rounds.clock_watch import ClockWatch
from bot.worker.rounds.database_watch import DatabaseWatch
from bot.worker.rounds.due_surveys import DueSurveys
from bot.worker.rounds.file_moving import FileMoving
from bot.worker.rounds.fold_round import FoldRound
from bot.worker.rounds.model_sharing import ModelSharing
from bot.worker.rounds.retention_round import RetentionRound
from bot.worker.rounds.scrub_round import ScrubRound
from bot.worker.rounds.signal_watch import SignalWatch
from bot.worker.rounds.staff_room_round import StaffRoomRound
from bot.worker.rounds.training import TrainingRound
from bot.worker.rounds.upkeep import Upkeep
from bot.worker.sending.outbound import Outbound, OutboundLimits
from bot.worker.sending.rate_limit import RateLimits
from bot.worker.webhooks.event_poster import HttpEventPoster
from bot.worker.webhooks.notice_sender import ProcessNoticeSender
from bot.worker.webhooks.webhook_round import WebhookRound
from bot.worker.worker import Worker
from store.engine.database import Database
from store.models.queues import Flow
from store.queues.inbox import InboxUpdate

LEARNED = "learned"  # in the data folder
MODELS = ROOT / "models"
LOOK = 2.0  # seconds between two looks for another edition of the settings
STANDING_BY = Backoff(15.0, 600.0)


def build_polling(parts: Parts, known: IdentifiedBot) -> WatchedPolling:
    """Build the poller. If the process also does other work, a second poller elsewhere does not end it."""
    database, bot = parts.database, known.identity.address
    intake = Intake(database, bot, parts.bells.arrived.ring)

    def poller() -> Poller:
        return Poller(known.bot, intake, database, bot, now)

    has_more = parts.plan.worker or parts.plan.web
    return WatchedPolling(
        poller, database, bot, now, WatchdogLimits(standing_by=STANDING_BY if has_more else None)
    )


def build_desk(parts: Parts) -> Desk:
    """Return what gives an update its effect, by the settings that are in force then."""

    async def desk(
        session: AsyncSession,
        item: InboxUpdate,
        incoming: Incoming,
        reading: Reading | None,
        at: datetime,
        searched: SearchedQuestion,
    ) -> Disposition:
        in_force = parts.in_force.now
        return await receive(
            session, item, incoming, reading, at, searched, house=in_force.house, canned=in_force.canned
        )

    return desk


def build_worker(parts: Parts, known: IdentifiedBot, answers: AnswerSource | None = None) -> Worker:
    """Build the worker, which acts on updates, sends, and asks surveys. On SQLite there is only one.

    Without `answers` every question goes to a person.
    """
    owner, bells = process_name(), parts.bells
    # This process sends what it makes itself; if it is too busy, other processes find it at their next look.
    parts.database.kept.add(Flow.OUT)

    pace = RateLimits(bot_per_second=parts.plan.settings.send_rate, is_group=is_group)
    uploads = UploadRows(parts.database, known.identity.address)
    outbound = Outbound(
        parts.database,
        CountedSender(TelegramSender(known.bot, uploads), parts.measures.sends),
        bell=bells.effects,
        clock=now,
        owner=owner,
        limits=OutboundLimits(pace=pace),
        staff_chat=parts.house.staff_chat,
    )
    inbound = Inbound(
        parts.database,
        UpdateDecoder(known.identity.username),
        TimedClassifier(BatchingClassifier(parts.classifier), parts.measures.parsing),
        build_desk(parts),
        bell=bells.arrived,
        begin_sends=outbound.begin_sends,
        clock=now,
        owner=owner,
        limits=InboundLimits(reopening=lambda: parts.house.matters.reopening),
        answers=None if answers is None else QuestionSearch(parts.database, answers),
    )
    surveys = DueSurveys(
        parts.database, lambda: parts.house, bell=bells.scheduled, effects=bells.effects, clock=now
    )
    return Worker(parts.database, inbound, outbound, surveys, owner=owner, is_gone=_gone(parts.database))


def _gone(database: Database) -> Callable[[str], bool]:
    """Return a test of whether another owner of lanes has ended; on SQLite every other has."""
    return (lambda _: True) if database.is_sqlite else is_gone


def build_upkeep(parts: Parts) -> Upkeep:
    """Build the loops that look for stalled cases and unanswered customers."""
    return Upkeep(parts.database, lambda: parts.house, effects=parts.bells.effects, clock=now)


def build_staff_room_round(parts: Parts, known: IdentifiedBot) -> StaffRoomRound:
    """Build the loop that tends the group in which staff answer."""
    forum = TelegramTopicCalls(known.bot, known.identity.address)
    return StaffRoomRound(parts.database, forum, lambda: parts.house, effects=parts.bells.effects, clock=now)


def build_webhook_round(parts: Parts) -> WebhookRound:
    """Build the loop that tells other systems of events."""
    settings = parts.plan.settings
    console = f"{settings.public_url}/console" if settings.public_url else None
    poster = HttpEventPoster(settings.event_networks)

    def wording() -> EventWording:
        return EventWording(console, parts.house.language, parts.house.zone)

    notices = ProcessNoticeSender(settings.event_networks)
    return WebhookRound(parts.database, poster, notices, wording, clock=now)


def build_database_watch(parts: Parts) -> DatabaseWatch:
    """Build the loop that alarms staff after an outage of the database."""
    return DatabaseWatch(parts.database, clock=now)


async def watch_settings(parts: Parts) -> None:
    """Take up the settings that other processes publish, until cancelled."""

    async def look() -> None:
        await parts.published.look(now())

    await repeat(look, LOOK, "reading published settings failed")


def build_nlu_watch(parts: Parts) -> NluWatch:
    """Build the loop that alarms staff while the NLU server does not answer."""
    return NluWatch(parts.database, partial(nlu_answers, parts.classifier), clock=now)


def build_clock_watch(parts: Parts, worker: Worker) -> ClockWatch:
    """Build the loop that notices when the clock is set back."""
    bells = parts.bells
    return ClockWatch(
        parts.database, arrived=bells.arrived, effects=bells.effects, clock=now, has_lanes=worker.has_lanes
    )


def build_signal_watch(parts: Parts) -> SignalWatch:
    """Build the loop that alarms staff when a weekly figure becomes worse."""
    return SignalWatch(parts.database, parts.house.zone, clock=now)


def build_fold_round(parts: Parts) -> FoldRound:
    """Build the loop that adds up past days for reports."""
    return FoldRound(parts.database, parts.house.zone, clock=now)


def build_retention_round(parts: Parts) -> RetentionRound | None:
    """Build the loop that erases old words; None if they are kept for ever."""
    kept = parts.plan.settings.retention
    return RetentionRound(parts.database, kept, clock=now) if kept is not None else None


def build_scrub_round(parts: Parts) -> ScrubRound:
    """Return what removes erased words from files."""
    return ScrubRound(
        parts.database, LearnedFiles(parts.plan.settings.home / LEARNED), parts.house.zone, clock=now
    )


def build_file_moving(parts: Parts) -> FileMoving | None:
    """Build the loop that moves files of staff out of the database; None where they stay in it."""
    return None if parts.objects is None else FileMoving(parts.database, parts.objects, clock=now)


def build_model_sharing(parts: Parts) -> ModelSharing | None:
    """Build the loop that shares models between machines; None on SQLite, which serves one machine."""
    if parts.database.is_sqlite:
        return None
    return ModelSharing(parts.database, FolderShelf(MODELS, ROOT), clock=now)


def build_training_round(parts: Parts) -> TrainingRound:
    """Build the loop that trains a model when staff ask for it."""
    return TrainingRound(
        parts.database,
        RasaTrainer(options=("--learned", str(parts.plan.settings.home / LEARNED))),
        clock=now,
        agreeing=lambda: parts.house.agreeing,
    )
