"""Finding the entry that answers a question."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, tzinfo

import structlog

from actions.answers.entry import Entry
from actions.answers.finding.candidates import NOTHING_FOUND, Candidate, Finding, FindingOutcome
from actions.answers.finding.finder_edition import Edition, Nulls, edition_by_vectors, edition_by_words
from actions.answers.finding.question_rows import is_in_force
from actions.answers.finding.search_index import SHOWN, KnownVectors, Ranking, SearchIndex
from actions.answers.finding.sentence_vectors import SentenceVectors
from actions.answers.finding.text_encoder import Vectors
from actions.answers.finding.thresholds import Thresholds
from nlu.contract.errors import VectorsUnavailable
from nlu.contract.labels import Language

LONGEST_ENCODING = 2.0  # seconds; a customer's question is then looked up by words
# Seconds until texts that could not be encoded are tried again: longer each time, up to the second.
FIRST_PAUSE, LONGEST_PAUSE = 90.0, 3600.0

log = structlog.get_logger(__name__)


class AnswerFinder:
    """Finds entries; `reload` takes new ones while questions go on being found among those before.

    Without `vectors` words alone decide. `nulls` are texts that no business answers, for the calibration.
    """

    def __init__(
        self,
        zone: tzinfo,
        vectors: SentenceVectors | None = None,
        nulls: Nulls | None = None,
        *,
        patience: float = LONGEST_ENCODING,
        first_pause: float = FIRST_PAUSE,
        edition: Edition | None = None,
    ) -> None:
        self._zone = zone
        self._vectors = vectors
        self._nulls = nulls or {}
        self._patience = patience
        self._first_pause = first_pause
        self._edition = edition or Edition(SearchIndex((), {}))
        self._encoding: asyncio.Task[None] | None = None
        self._tried = asyncio.Event()

    async def find(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        """Return what to do about a question at an outlet: answer, offer up to three entries, or nothing."""
        edition, today = self._edition, now.astimezone(self._zone).date()
        if (same := self.find_exact(text, language, outlet, now)).is_exact:
            return same
        ranking, by_vectors = await self._ranked(edition, text, language, today, outlet, SHOWN)
        return decided(ranking, edition.thresholds[language, by_vectors])

    def find_exact(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        """Return the entry that names this very question, or nothing; this takes no encoder."""
        today = now.astimezone(self._zone).date()
        same = _exact(self._edition.index, text, language, today, outlet)
        return NOTHING_FOUND if same is None else Finding(FindingOutcome.ANSWER, (same,), is_exact=True)

    async def scores(
        self, text: str, language: Language, outlet: str | None, now: datetime, limit: int = 10
    ) -> tuple[Candidate, ...]:
        """Return the nearest entries with their scores, however far they are."""
        today = now.astimezone(self._zone).date()
        ranking, _ = await self._ranked(self._edition, text, language, today, outlet, limit)
        return ranking.candidates

    def thresholds(self, language: Language) -> Thresholds:
        """Return what holds now for questions in a language."""
        return self._edition.thresholds[language, self._edition.index.has_vectors]

    async def reload(self, entries: Sequence[Entry]) -> None:
        """Take these entries in place of those before: at once by words and by the vectors that are known.

        New texts are encoded afterwards, in the background; `settle` waits for that.
        """
        await self._stop_encoding()
        known = await self._stored(entries)
        self._edition = await asyncio.to_thread(edition_by_words, entries, known, self._nulls)
        if self._vectors is not None and entries:
            self._tried.clear()
            self._encoding = asyncio.create_task(self._keep_encoding(self._vectors, entries))

    async def with_entries(self, entries: Sequence[Entry]) -> "AnswerFinder":
        """Return a finder of other entries, with the same encoder and the thresholds that hold now.

        New texts are encoded first, unless that takes too long.
        """
        known = dict(await self._stored(entries))
        if self._vectors is not None and self._edition.index.has_vectors:
            try:
                async with asyncio.timeout(self._patience):
                    known.update(await self._new_vectors(self._vectors, entries, known))
            except (VectorsUnavailable, TimeoutError) as exc:
                log.warning("answers.draft_found_by_words", reason=type(exc).__name__)
        index = await asyncio.to_thread(SearchIndex, entries, known)
        edition = Edition(index, self._edition.thresholds)
        return AnswerFinder(self._zone, self._vectors, patience=self._patience, edition=edition)

    async def settle(self) -> None:
        """Wait until the vectors of the newest entries are there, or could not be had for now."""
        if self._encoding is not None:
            await self._tried.wait()

    async def close(self) -> None:
        """Stop encoding, and let go of the encoder."""
        await self._stop_encoding()
        if self._vectors is not None:
            await self._vectors.close()

    async def _stop_encoding(self) -> None:
        encoding, self._encoding = self._encoding, None
        if encoding is not None:
            encoding.cancel()
            await asyncio.gather(encoding, return_exceptions=True)

    async def _ranked(
        self, edition: Edition, text: str, language: Language, today: date, outlet: str | None, shown: int
    ) -> tuple[Ranking, bool]:
        vector = await self._vector(text, language) if edition.index.has_vectors else None
        allowed = edition.index.rows.in_force(today, outlet)
        return edition.index.ranked(edition.index.scores(text, vector), allowed, shown), vector is not None

    async def _vector(self, text: str, language: Language) -> Vectors | None:
        if self._vectors is None:
            return None
        try:
            async with asyncio.timeout(self._patience):
                return await self._vectors.of_question(text, language)
        except (VectorsUnavailable, TimeoutError) as exc:
            log.warning("answers.found_by_words", reason=type(exc).__name__)
            return None

    async def _stored(self, entries: Sequence[Entry]) -> KnownVectors:
        if self._vectors is None:
            return {}
        found: dict[tuple[Language, str], Vectors] = {}
        for language in Language:
            known = await self._vectors.known(_texts(entries, language), language)
            found.update({(language, text): vector for text, vector in known.items()})
        return found

    async def _new_vectors(
        self, vectors: SentenceVectors, entries: Sequence[Entry], known: KnownVectors
    ) -> KnownVectors:
        found: dict[tuple[Language, str], Vectors] = {}
        for language in Language:
            new = [text for text in _texts(entries, language) if (language, text) not in known]
            encoded = await vectors.encode(new, language)
            found.update({(language, text): vector for text, vector in encoded.items()})
        return found

    async def _keep_encoding(self, vectors: SentenceVectors, entries: Sequence[Entry]) -> None:
        """Encode what is new; while that fails, questions are found by words, and it is tried again later."""
        pause = self._first_pause
        while not await self._is_encoded(vectors, entries):
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _is_encoded(self, vectors: SentenceVectors, entries: Sequence[Entry]) -> bool:
        try:
            await self._encode(vectors, entries)
        except VectorsUnavailable as exc:
            log.warning("answers.not_encoded", reason=str(exc))
            return False
        except Exception:  # the loop goes on after any failure
            log.exception("answers.not_encoded")
            return False
        finally:
            self._tried.set()
        return True

    async def _encode(self, vectors: SentenceVectors, entries: Sequence[Entry]) -> None:
        """Find by vectors too once all are there, and then calibrate."""
        known, null_vectors = await self._stored(entries), {}
        await vectors.wake()
        whole = {**known, **await self._new_vectors(vectors, entries, known)}
        self._edition = await asyncio.to_thread(self._edition.with_vectors, whole)
        for language in {language for language, _ in whole}:
            null_vectors[language] = await vectors.known_or_encoded(self._nulls.get(language, ()), language)
        self._edition = await asyncio.to_thread(edition_by_vectors, self._edition, null_vectors, self._nulls)


def decided(ranking: Ranking, thresholds: Thresholds) -> Finding:
    """Return what to do about a ranking."""
    if thresholds.answers(ranking.score, ranking.margin):
        return Finding(FindingOutcome.ANSWER, ranking.candidates)
    near = tuple(each for each in ranking.candidates if each.score >= thresholds.offer)
    if not near:
        return Finding(FindingOutcome.NONE, ranking.candidates)
    return Finding(FindingOutcome.CHOICE, near, is_near=thresholds.is_near(ranking.score))


def _exact(
    index: SearchIndex, text: str, language: Language, today: date, outlet: str | None
) -> Candidate | None:
    """Return the entry with the same question; one of the outlet and of the language goes first."""
    same = [
        (entry.outlet is None, row.language is not language, row.place, entry, row)
        for row in index.rows.same(text)
        if is_in_force(entry := index.rows.entries[row.place], today, outlet)
    ]
    if not same:
        return None
    *_, entry, row = min(same, key=lambda each: each[:3])
    return Candidate(entry, 1.0, row.language, row.text)


def _texts(entries: Sequence[Entry], language: Language) -> list[str]:
    return list(
        dict.fromkeys(text for entry in entries for own, text in entry.questions() if own is language)
    )
