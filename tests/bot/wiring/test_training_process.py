"""From a label by staff to the running server, with a real training of a few messages."""

import asyncio
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from actions.quality.lesson_requests import LearningFailed, ask_to_learn
from actions.quality.reviewing import correct_intent
from bot.wiring.training_process import RasaTrainer
from bot.worker.rounds.training import TrainingRound
from nlu.client import NluClient
from nlu.contract.labels import Intent
from nlu.training.model_registry import stock
from store.engine.database import Database
from store.models.staff import Role, Staff
from store.models.training_runs import LearningStatus
from store.queues import training_queue
from tests.conftest import ROOT
from tests.nlu.conftest import Training
from tests.nlu.test_serve import PATIENCE, served
from tests.records import Records

pytestmark = pytest.mark.rasa

TEXT = "the lamp hums at night, Wang"


@pytest.fixture
def shelf(training: Training, tmp_path: Path) -> Path:
    """A folder with the small model in it."""
    folder = tmp_path / "models"
    folder.mkdir()
    for path in training.model.parent.glob(f"{training.model.name}*"):
        shutil.copy2(path, folder)
    return folder


@pytest.fixture
def trainer(training: Training, shelf: Path, tmp_path: Path) -> RasaTrainer:
    """Trains on the small messages; a single message measures."""
    (tmp_path / "eval").mkdir()
    line = {"id": "1", "lang": "zh", "intent": "praise", "text": "味道好吃"}
    (tmp_path / "eval" / "eval.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    folders = {"--data": training.data, "--measured": tmp_path / "eval", "--learned": tmp_path / "learned"}
    return RasaTrainer(shelf, [str(part) for pair in folders.items() for part in pair])


async def corrected(database: Database, now: datetime, intent: Intent) -> None:
    """Two reviewers label what a customer wrote, and one asks for it to be learned."""
    async with database.transaction() as session:
        staff, second = [
            Staff(name=name, password_hash="x", role=Role.REVIEWER, created_at=now) for name in ("lee", "mei")
        ]
        session.add_all([staff, second])
        await session.flush()
        records = Records(session, now)
        talk = await records.conversation(await records.customer("Wang"))
        message = await records.heard(talk, TEXT, Intent.PRAISE)
        for reader in (staff, second):
            await correct_intent(session, talk.id, message.id, intent, reader.id, now)
        await ask_to_learn(session, staff.id, now)


async def test_correction_is_in_the_running_server_and_can_be_taken_back(
    database: Database, now: datetime, trainer: RasaTrainer, shelf: Path, tmp_path: Path
) -> None:
    async with served(shelf) as url, NluClient(url, timeout=PATIENCE) as client:
        before = await client.parse(TEXT)
        label = Intent.COMPLAINT if before.intent is not Intent.COMPLAINT else Intent.INQUIRY
        await corrected(database, now, label)
        assert await TrainingRound(database, trainer, clock=lambda: now).step()
        async with asyncio.timeout(PATIENCE):
            while (after := await client.parse(TEXT)).model == before.model:
                await asyncio.sleep(0.1)
        restored = await trainer.restore(None)
        async with asyncio.timeout(PATIENCE):
            while (again := await client.parse(TEXT)).model != before.model:
                await asyncio.sleep(0.1)
    async with database.reading() as session:
        (run,) = await training_queue.latest(session)
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "learned").glob("*.yml"))
    assert (run.status, after.intent, again.intent, restored.report, "Wang" in written) == (
        LearningStatus.PROMOTED,
        label,
        before.intent,
        {"candidate": before.model.rpartition("-")[0]},
        False,
    )


async def test_training_that_fails_is_told_with_its_reason(shelf: Path, tmp_path: Path) -> None:
    trainer = RasaTrainer(shelf, ["--data", str(tmp_path / "nowhere"), "--learned", str(tmp_path / "l")])
    with pytest.raises(LearningFailed, match="cannot learn: no messages in"):
        await trainer.learn([])


async def test_cancelled_training_is_ended(trainer: RasaTrainer, shelf: Path) -> None:
    training = asyncio.create_task(trainer.learn([]))
    async with asyncio.timeout(PATIENCE):
        while not (shelf / "learning.lock").exists():
            await asyncio.sleep(0.05)
    training.cancel()
    await asyncio.gather(training, return_exceptions=True)
    assert len(stock(shelf, ROOT)) == 1


async def test_restoring_what_is_not_there_is_told(trainer: RasaTrainer) -> None:
    with pytest.raises(LearningFailed, match="no model x"):
        await trainer.restore("x")
