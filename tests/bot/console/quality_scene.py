"""A spot check that two people are at, and a model that was taught twice: for pages that show quality."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from actions.quality.lesson_requests import ask_to_learn
from actions.quality.scorecard import Scorecard
from actions.quality.spot_checks import SampleRequest, begin, finish
from store.engine.database import Database
from store.models.reviews import Mark, Reading, SampledBy
from store.models.training_runs import LearningStatus
from store.queues import training_queue
from store.reports.period import Period
from tests.house import ZONE

DAYS, SIZE, SEED = timedelta(days=22), 4, 7
# What two readers thought of the first conversations, in the order of the criteria.
MARKS = (
    (Mark.MET, Mark.MET, Mark.PARTLY, Mark.MET, Mark.MET),
    (Mark.MET, Mark.PARTLY, Mark.MET, Mark.NOT_MET, Mark.NOT_APPLICABLE),
)
COMMENT = "先道歉，再说明了时限。"


def report(running: str, candidate: str, **evaluated: float) -> Mapping[str, Any]:
    """What the trial of a candidate says of 400 authored messages, and of 20 that were held back."""
    held_back = {"name": "held back", "n": 20, "before": 0.7, "after": 0.85, "fixed": 3, "broken": 0}
    authored = {"name": "eval.jsonl", "n": 400, **evaluated}
    return {
        "promoted": evaluated["after"] >= evaluated["before"],
        "running": running,
        "candidate": candidate,
        "teaching": 80,
        "held_back": 20,
        "left_out": 2,
        "seconds": 61.0,
        "trials": [each | {"chance": 0.98, "worse": False, "right": 17} for each in (authored, held_back)],
    }


async def set_quality(
    database: Database, scorecard: Scorecard, first: int, second: int, now: datetime
) -> int:
    """Add to a scene what these two members of staff did; gives the spot check, which is half read."""
    async with database.transaction() as session:
        today = now.astimezone(ZONE).date()
        wanted = SampleRequest(SampledBy.EVERYTHING, None, Period(today - DAYS, today), SIZE, SEED)
        check = await begin(session, wanted, scorecard, first, ZONE, now)
        readings = await session.scalars(
            select(Reading.id).where(Reading.turn == 1).order_by(Reading.id).limit(len(MARKS))
        )
        for reading, marks in zip(readings, MARKS, strict=True):
            marked = dict(zip(scorecard.criteria, marks, strict=True))
            await finish(session, reading, marked, COMMENT, scorecard, first, now)
    await _teach(database, second, now - DAYS, report("m1", "m2", before=0.9, after=0.885, fixed=3, broken=9))
    await _teach(database, second, now, report("m1", "m3", before=0.9, after=0.915, fixed=9, broken=3))
    return check


async def _teach(database: Database, staff_id: int, at: datetime, said: Mapping[str, Any]) -> None:
    async with database.transaction() as session:
        run = await ask_to_learn(session, staff_id, at)
        await training_queue.claim(session, at)
        status = LearningStatus.PROMOTED if said["promoted"] else LearningStatus.KEPT
        await training_queue.finish(session, run, status, at + timedelta(minutes=2), report=said)
