"""The learning loop: what the understanding can learn from staff, and asking for it to be learned.

A request is a row (`store.queues.training_queue`); a worker takes it up, trains in the Rasa environment and
records how both models compared. Nothing here trains or reads a model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from actions.quality.agreement import AGREEING, LabelledText, teaches
from actions.quality.masking import masked
from actions.turn.text_language import text_language
from nlu.contract.labels import Intent, Language
from store.models.staff import AuditEntry
from store.models.training_runs import LearningKind
from store.queries.quality.corrections import LabelledMessage, corrections
from store.queries.quality.past_messages import newest_texts
from store.queues import training_queue

PAST = 2_000  # messages: some weeks of a small business, and seconds of reading


class LearningFailed(Exception):
    """No candidate could be trained, or no model restored; the running model stays. The message says why."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A customer's message without what points at a person, and what staff say it is."""

    text: str
    language: Language
    intent: Intent


@dataclass(frozen=True, slots=True)
class PastText:
    """A message that both models read, by its id. Only the training process sees its words."""

    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class TrainingOutcome:
    """Whether another model is current now, and both models side by side."""

    promoted: bool
    report: Mapping[str, Any]


async def lessons(session: AsyncSession, agreeing: int = AGREEING) -> Sequence[Lesson]:
    """What staff have labelled and agree on, anonymous, in the order of the labels.

    A text without words is none. See `actions.quality.agreement` for who has to agree.
    """
    found, labels = [], []
    for one in await corrections(session):
        language = one.language or text_language(one.text)
        text = masked(one.text, one.names)
        if language is not None and text.strip():
            found.append(Lesson(text, language, one.intent))
            labels.append(_labelled(one, text))
    return [lesson for lesson, taught in zip(found, teaches(labels, agreeing), strict=True) if taught]


async def past_texts(session: AsyncSession) -> Sequence[PastText]:
    """Return the newest messages of customers, to see which of them a candidate reads otherwise."""
    return [PastText(number, text) for number, text in await newest_texts(session, PAST)]


def _labelled(one: LabelledMessage, text: str) -> LabelledText:
    votes = frozenset((reader, one.customer_id, intent) for reader, intent in one.readers.items())
    return LabelledText(text, one.intent, one.model, votes)


async def ask_to_learn(session: AsyncSession, staff_id: int, now: datetime) -> int:
    """Have a candidate trained on the labels of this moment; the id of the run, to watch it by."""
    run = await training_queue.request(session, LearningKind.LEARN, now, staff_id=staff_id)
    session.add(_audited("model.learning_asked", f"learning:{run}", staff_id, now))
    return run


async def ask_to_try(session: AsyncSession, staff_id: int, now: datetime) -> int:
    """Have a candidate trained to see what would change, and dropped; the id of the run."""
    run = await training_queue.request(session, LearningKind.TRY, now, staff_id=staff_id)
    session.add(_audited("model.try_asked", f"learning:{run}", staff_id, now))
    return run


async def ask_to_restore(session: AsyncSession, model: str | None, staff_id: int, now: datetime) -> int:
    """Have an older model made current again, by name or the one before; the id of the run."""
    run = await training_queue.request(session, LearningKind.RESTORE, now, staff_id=staff_id, model=model)
    session.add(_audited("model.restore_asked", f"learning:{run}", staff_id, now))
    return run


def _audited(action: str, subject: str, staff_id: int, now: datetime) -> AuditEntry:
    return AuditEntry(at=now, actor=f"staff:{staff_id}", action=action, subject=subject)
