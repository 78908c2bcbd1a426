"""What came of teaching the model."""

from datetime import datetime, timedelta

from actions.quality.lesson_requests import ask_to_learn, ask_to_try
from actions.quality.reviewing import Reviewer, review
from actions.staff.roster import add_member
from nlu.contract.labels import Intent
from store.engine.database import Database
from store.models.staff import Role
from store.models.training_runs import LearningStatus
from store.queries.quality.learning_runs import (
    ReadingChange,
    ReadingChanges,
    TrialRow,
    labels_since,
    last_taught,
    list_runs,
)
from store.queues import training_queue
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from tests.records import Records

HOUR = timedelta(hours=1)
REPORT = {
    "promoted": True,
    "running": "m1",
    "candidate": "m2",
    "teaching": 40,
    "held_back": 10,
    "left_out": 2,
    "seconds": 61.0,
    "trials": [
        {"name": "eval.jsonl", "n": 400, "before": 0.9, "after": 0.915, "fixed": 9, "broken": 3}
        | {"chance": 0.98, "worse": False, "right": 357},
        {"name": "held back", "n": 0, "before": 0.0, "after": 0.0, "fixed": 0, "broken": 0}
        | {"chance": 1.0, "worse": False, "right": 0},
    ],
}


async def test_run_tells_what_the_candidate_reads_otherwise(database: Database, now: datetime) -> None:
    example = {"message": 7, "before": "inquiry", "after": "complaint"}
    odd = {"message": 8, "before": "inquiry", "after": "weather"}
    changes = {"read": 2_000, "changed": 37, "examples": [example, odd]}
    async with database.transaction() as session:
        run = await ask_to_try(session, (await Records(session, now).staff("mei")).id, now)
        await training_queue.claim(session, now)
        await training_queue.finish(
            session, run, LearningStatus.TRIED, now, report=REPORT | {"changes": changes}
        )
    async with database.reading() as session:
        (tried,) = await list_runs(session)
    only = ReadingChange(7, Intent.INQUIRY, Intent.COMPLAINT)
    assert (tried.changes, last_taught((tried,))) == (ReadingChanges(2_000, 37, (only,)), None)


async def test_run_has_both_models_side_by_side(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        mei = await add_member(session, "Mei", Role.MANAGER, "hash", now)
        run = await ask_to_learn(session, mei.id, now)
        await training_queue.claim(session, now)
        await training_queue.finish(session, run, LearningStatus.PROMOTED, now + HOUR, report=REPORT)
        await ask_to_learn(session, mei.id, now + HOUR)
    async with database.reading() as session:
        waiting, done = await list_runs(session)
    assert (waiting.is_under_way, waiting.trials, waiting.by) == (True, (), "Mei")
    assert (done.is_under_way, done.running, done.candidate, done.held_back) == (False, "m1", "m2", 10)
    assert done.trials == (
        TrialRow(
            "eval.jsonl",
            Share(360, 400, wilson(360, 400)),
            Share(366, 400, wilson(366, 400)),
            Share(360, 400, wilson(360, 400)),
            fixed=9,
            broken=3,
            chance=0.98,
            worse=False,
        ),
    )
    assert last_taught((waiting, done)) == now
    assert last_taught(()) is None


async def test_labels_count_from_the_last_training_on(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer())
        messages = [(await records.heard(talk)).id for _ in range(3)]
        mei = Reviewer((await add_member(session, "Mei", Role.REVIEWER, "hash", now)).id)
        await review(session, messages[0], Intent.PRAISE, mei, now - HOUR)
        await review(session, messages[1], Intent.PRAISE, mei, now + HOUR)
        await review(session, messages[2], Intent.PRAISE, mei, now + HOUR)
        await review(session, messages[2], None, mei, now + HOUR)
    async with database.reading() as session:
        assert await labels_since(session, None) == 2
        assert await labels_since(session, now) == 1
