"""A trainer whose trainings end as a test wants it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from actions.quality.lesson_requests import Lesson, PastText, TrainingOutcome


@dataclass
class ScriptedTrainer:
    """Ends as it was told to; remembers what it heard."""

    outcome: TrainingOutcome | Exception
    heard: list[object] = field(default_factory=list)
    past: list[tuple[list[PastText], bool]] = field(default_factory=list)

    async def learn(
        self, lessons: Sequence[Lesson], past: Sequence[PastText] = (), *, only_try: bool = False
    ) -> TrainingOutcome:
        self.heard.append(list(lessons))
        self.past.append((list(past), only_try))
        return self._ended()

    async def restore(self, model: str | None) -> TrainingOutcome:
        self.heard.append(model)
        return self._ended()

    def _ended(self) -> TrainingOutcome:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome
