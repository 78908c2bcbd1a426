"""Finding answers in this process: the finder, and the loop that keeps it current."""

from actions.answers.loading import AnswerWatcher
from actions.answers.showing.answer_source import PublishedAnswers
from bot.wiring.answer_finder import build_answer_finder
from bot.wiring.parts import Parts
from bot.worker.loops.repeat import repeat

LOOK = 2.0  # seconds between two looks for another edition


class AnswerParts:
    """The finder of this process; its encoders start when something is published."""

    def __init__(self, parts: Parts) -> None:
        self._finder = build_answer_finder(parts.plan.settings.home, parts.house.zone)
        self.published = PublishedAnswers(self._finder)
        self._watcher = AnswerWatcher(parts.database, self.published.reload)

    async def run(self) -> None:
        """Look for changes of what is published until cancelled."""
        try:
            await repeat(self._watcher.look, LOOK, "reading what is published failed")
        finally:
            await self._finder.close()
