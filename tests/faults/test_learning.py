"""Faults 65 and 70: what staff correct is learned with care, and on all machines."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from actions.quality.lesson_requests import Lesson, lessons
from actions.quality.reviewing import Reviewer, review
from actions.staff.roster import add_member
from bot.wiring.learning.model_shelf import FolderShelf
from bot.worker.rounds.model_sharing import ModelSharing
from nlu.client import NluClient
from nlu.contract.labels import Intent, Language
from nlu.training.checksum import seal_path
from nlu.training.model_history import ModelHistory, TriedModel
from nlu.training.model_registry import chosen, current
from nlu.training.trial import Trial
from store.engine.database import Database
from store.models.reviews import ReviewQueue
from store.models.staff import Role
from store.queries.quality.review_queue import count_queues, next_message, waits_for_reader
from store.schema import upgrade
from tests.conftest import ROOT
from tests.nlu.test_serve import PATIENCE, served
from tests.postgres import new_database
from tests.records import Records

WORDS = "怎么样了"
SETS = {"eval.jsonl": (1000, 781), "chats.jsonl": (240, 144)}  # messages, and how many the first model gets


async def test_65_correction_of_one_reviewer_waits_for_a_second(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer("Wang"))
        message = (await records.heard(talk, WORDS, language=Language.ZH)).id
        mei, osei = [
            (await add_member(session, name, Role.REVIEWER, "hash", now)).id for name in ("Mei", "Osei")
        ]
        done = await review(session, message, Intent.COMPLAINT, Reviewer(mei), now)
    async with database.transaction() as session:
        assert (await lessons(session), await waits_for_reader(session, done, 2)) == ([], True)
        offered = [
            await next_message(session, ReviewQueue.SECOND, None, now, staff_id=reader)
            for reader in (mei, osei)
        ]
        assert offered == [None, message]
        assert (await count_queues(session, now, staff_id=osei))[ReviewQueue.SECOND] == 1
        assert (await count_queues(session, now, staff_id=osei, agreeing=1))[ReviewQueue.SECOND] == 0
        second = await review(session, message, Intent.COMPLAINT, Reviewer(osei, ReviewQueue.SECOND), now)
        assert await lessons(session) == [Lesson(WORDS, Language.ZH, Intent.COMPLAINT)]
        assert not await waits_for_reader(session, second, 2)


async def test_65_second_reader_who_disagrees_leaves_it_open(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        talk = await records.conversation(await records.customer("Wang"))
        message = (await records.heard(talk, WORDS, language=Language.ZH)).id
        mei, osei, lee = [
            (await add_member(session, name, Role.REVIEWER, "hash", now)).id
            for name in ("Mei", "Osei", "Lee")
        ]
        await review(session, message, Intent.COMPLAINT, Reviewer(mei), now)
        await review(session, message, Intent.INQUIRY, Reviewer(osei), now)
        assert await lessons(session) == []
        await review(session, message, Intent.INQUIRY, Reviewer(lee), now)
        assert [one.intent for one in await lessons(session)] == [Intent.INQUIRY]


def test_65_losses_on_both_sets_do_not_add_up() -> None:
    running = tried(0)
    history = ModelHistory("p").with_model(running)
    for step in range(1, 40):
        candidate = tried(step)
        trials = [
            history.judged(
                Trial.of(name, list(running.sets[name].values()), list(candidate.sets[name].values())),
                candidate.sets[name],
            )
            for name in SETS
        ]
        if not any(one.worse for one in trials):
            running, history = candidate, history.with_model(candidate)
    lost = {name: tried(0).accuracy(name) - running.accuracy(name) for name in SETS}
    assert {name: round(part, 3) for name, part in lost.items()} == {
        "eval.jsonl": 0.008,
        "chats.jsonl": 0.008,
    }


def tried(step: int) -> TriedModel:
    """A model that gets fewer messages right than the one before, 4 of 1,000 and 1 of 240, and others."""
    lost = {"eval.jsonl": 4 * step, "chats.jsonl": step}
    return TriedModel(
        f"m{step}",
        {
            name: {str(number): (number - 10 * step) % n < right - lost[name] for number in range(n)}
            for name, (n, right) in SETS.items()
        },
    )


@pytest.mark.rasa
async def test_70_model_of_one_machine_is_served_on_all(
    postgres_url: str, now: datetime, tmp_path: Path
) -> None:
    """Two machines with their own folders and one PostgreSQL; a real server on the second."""
    models = {name: tmp_path / name / "models" for name in ("first", "second")}
    model = current(ROOT / "models", ROOT)
    models["first"].mkdir(parents=True)
    for file in (model, seal_path(model)):
        shutil.copy2(file, models["first"])
    database = Database.at(new_database(postgres_url, "sharing"))
    await upgrade(database)
    for folder in (*models.values(), *models.values()):
        await ModelSharing(database, FolderShelf(folder, ROOT), clock=lambda: now).step()
    await database.close()
    async with served(models["second"]) as url, NluClient(url, timeout=PATIENCE) as client:
        understood = await client.parse("你们几点开门")
    assert (chosen(models["second"]), understood.intent) == (model.name, Intent.INQUIRY)
