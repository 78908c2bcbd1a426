"""Finding answers in this process: the finder, what it reads, and the loop that keeps it current."""

from actions.answers.finding.finder import AnswerFinder
from actions.answers.finding.metric import Metric
from actions.answers.finding.sentence_vectors import SentenceVectors
from actions.answers.finding.vector_cache import VectorCache
from actions.answers.loading import AnswerWatcher
from actions.answers.showing.answer_source import PublishedAnswers
from bot.wiring.data_files import DATA
from bot.wiring.parts import Parts
from bot.worker.loops.repeat import repeat
from nlu.sentences.child_encoder import ChildEncoder

CACHE = "vectors.sqlite"  # in the data folder; it may be deleted at any time
LOOK = 2.0  # seconds between two looks for another edition


class AnswerParts:
    """The finder of this process with its encoders; nothing is started before something is published."""

    def __init__(self, parts: Parts) -> None:
        metric = Metric.load(DATA / "finding" / "metric.npz")
        self._encoder = ChildEncoder()
        cache = VectorCache(parts.plan.settings.home / CACHE, metric.name)
        vectors = SentenceVectors(self._encoder, metric, cache)
        self._finder = AnswerFinder(parts.house.zone, vectors)
        self.published = PublishedAnswers(self._finder)
        self._watcher = AnswerWatcher(parts.database, self.published.reload)

    async def run(self) -> None:
        """Look for changes of what is published until cancelled."""
        try:
            await repeat(self._watcher.look, LOOK, "reading what is published failed")
        finally:
            await self._finder.close()
            await self._encoder.close()
