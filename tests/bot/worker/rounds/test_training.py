"""Training when staff ask for it."""

import asyncio
from datetime import datetime

from actions.quality.lesson_requests import LearningFailed, Lesson, PastText, TrainingOutcome
from bot.worker.rounds.training import TrainingRound
from nlu.contract.labels import Intent, Language
from store.engine.database import Database
from store.models.training_runs import LearningKind, LearningStatus
from store.queues import training_queue
from tests.fakes.model_trainer import ScriptedTrainer
from tests.records import Records


async def ask(database: Database, now: datetime, kind: LearningKind, model: str | None = None) -> None:
    async with database.transaction() as session:
        await training_queue.request(session, kind, now, staff_id=None, model=model)


async def worked(database: Database, now: datetime, trainer: ScriptedTrainer) -> tuple[object, ...]:
    """Whether there was work, and how the newest run stands."""
    did = await TrainingRound(database, trainer, clock=lambda: now).step()
    async with database.reading() as session:
        runs = await training_queue.latest(session)
    return (did, *[(run.status, run.report, run.reason) for run in runs[:1]])


async def test_labels_are_learned_and_the_comparison_is_kept(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        await records.heard(
            talk, "so slow", Intent.COMPLAINT, corrected_intent=Intent.COMPLAINT, corrected_at=now
        )
    await ask(database, now, LearningKind.LEARN)
    trainer = ScriptedTrainer(TrainingOutcome(promoted=True, report={"candidate": "m2"}))
    assert await worked(database, now, trainer) == (
        True,
        (LearningStatus.PROMOTED, {"candidate": "m2"}, None),
    )
    assert trainer.heard == [[Lesson("so slow", Language.EN, Intent.COMPLAINT)]]


async def test_try_shows_what_would_change_and_promotes_nothing(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.talk()
        older, newer = [await records.heard(talk, text) for text in ("where is it", "so slow")]
        await records.heard(talk, None, None)
    await ask(database, now, LearningKind.TRY)
    report = {"changes": {"read": 2, "changed": 0, "examples": []}}
    trainer = ScriptedTrainer(TrainingOutcome(promoted=False, report=report))
    assert await worked(database, now, trainer) == (True, (LearningStatus.TRIED, report, None))
    past = [PastText(newer.id, "so slow"), PastText(older.id, "where is it")]
    assert trainer.past == [(past, True)]


async def test_worse_candidate_leaves_the_model(database: Database, now: datetime) -> None:
    await ask(database, now, LearningKind.LEARN)
    trainer = ScriptedTrainer(TrainingOutcome(promoted=False, report={}))
    assert await worked(database, now, trainer) == (True, (LearningStatus.KEPT, {}, None))


async def test_failure_is_recorded_with_its_reason(database: Database, now: datetime) -> None:
    await ask(database, now, LearningKind.RESTORE, "m1")
    trainer = ScriptedTrainer(LearningFailed("no model m1"))
    assert await worked(database, now, trainer) == (True, (LearningStatus.FAILED, None, "no model m1"))
    assert trainer.heard == ["m1"]


async def test_nothing_is_done_unasked(database: Database, now: datetime) -> None:
    assert await worked(database, now, ScriptedTrainer(RuntimeError())) == (False,)


async def test_loop_outlives_what_it_has_not_foreseen(database: Database, now: datetime) -> None:
    await ask(database, now, LearningKind.LEARN)
    trainer = ScriptedTrainer(RuntimeError("odd"))
    loop = asyncio.create_task(TrainingRound(database, trainer, clock=lambda: now, pause=0.01).run())
    async with asyncio.timeout(20):
        while not trainer.heard:
            await asyncio.sleep(0.01)
    await ask(database, now, LearningKind.RESTORE)
    await asyncio.sleep(0.05)
    assert not loop.done()
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
