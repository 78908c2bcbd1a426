"""Training and exchanging models in a process of Rasa's environment, seen from the application."""

import asyncio
import json
import os
import signal
from collections.abc import Iterable, Sequence
from pathlib import Path

from actions.quality.lesson_requests import LearningFailed, Lesson, PastText, TrainingOutcome
from bot.process.child import HARMLESS
from bot.process.training_memory import STARTED_BY, lack_of_memory, was_killed
from bot.wiring.children import rasa_python
from bot.wiring.data_files import ROOT
from nlu.training.checksum import SealError
from nlu.training.model_registry import NoSuchModel, restore

PATIENCE = 600.0
"""Seconds that a training may take."""


class RasaTrainer:
    """Trains models in the folder `models`. The process gets the lessons and nothing else of the database."""

    def __init__(
        self,
        models: Path = ROOT / "models",
        options: Sequence[str] = (),
        python: Path | None = None,
    ) -> None:
        """Pass `options` to `nlu.learn` as they are, in Rasa's environment unless another Python is given."""
        self._models = models
        self._options = options
        self._python = python or rasa_python()

    async def learn(
        self, lessons: Sequence[Lesson], past: Sequence[PastText] = (), *, only_try: bool = False
    ) -> TrainingOutcome:
        """Train a candidate and promote it unless it is worse, or is only tried.

        The report tells which of the past texts it reads otherwise. On cancellation the process is ended.

        Raises:
            LearningFailed: there is no candidate, and the running model stays.
        """
        arguments = ["-W", "ignore", "-m", "nlu.learn", "--json", "--out", str(self._models), *self._options]
        arguments += ["--only-try"] if only_try else []
        try:
            process = await asyncio.create_subprocess_exec(
                str(self._python),
                *arguments,
                cwd=ROOT,
                env=_environment(),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        except OSError as exc:
            raise LearningFailed(f"Rasa's environment cannot be started: {exc.strerror}") from exc
        return await _train(process, (as_lines(lessons) + _past_lines(past)).encode())

    async def restore(self, model: str | None) -> TrainingOutcome:
        """Make an older model current again, by name or the one before.

        Raises:
            LearningFailed: there is no such model, or it cannot be trusted.
        """
        try:
            name = await asyncio.to_thread(restore, self._models, ROOT, model)
        except (NoSuchModel, SealError) as exc:
            raise LearningFailed(str(exc)) from exc
        return TrainingOutcome(promoted=True, report={"candidate": name})


def as_lines(lessons: Iterable[Lesson]) -> str:
    """Return one JSON object a line, as `nlu.learn` reads them."""
    return "".join(
        json.dumps({"text": one.text, "intent": one.intent, "language": one.language}, ensure_ascii=False)
        + "\n"
        for one in lessons
    )


def _past_lines(past: Iterable[PastText]) -> str:
    return "".join(
        json.dumps({"past": one.message_id, "text": one.text}, ensure_ascii=False) + "\n" for one in past
    )


def _environment() -> dict[str, str]:
    harmless = {name: os.environ[name] for name in HARMLESS if name in os.environ}
    return {**harmless, STARTED_BY: str(os.getpid())}


async def _train(process: asyncio.subprocess.Process, lessons: bytes) -> TrainingOutcome:
    try:
        async with asyncio.timeout(PATIENCE):
            said, complaints = await process.communicate(lessons)
    except TimeoutError as exc:
        raise LearningFailed(f"no candidate after {PATIENCE:.0f} s") from exc
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)  # it has child processes
            await process.wait()
    if was_killed(process.returncode or 0):
        raise LearningFailed(lack_of_memory())
    if process.returncode:
        last = complaints.decode(errors="replace").strip().splitlines()[-1:] or ["no word of why"]
        raise LearningFailed(last[0])
    report = json.loads(said)
    return TrainingOutcome(bool(report["promoted"]), report)
