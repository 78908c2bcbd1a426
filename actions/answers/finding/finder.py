"""Finding the entry that answers a question."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

import structlog

from actions.answers.entry import Entry
from actions.answers.finding.candidates import Candidate, Finding, FindingOutcome
from actions.answers.finding.question_rows import is_in_force
from actions.answers.finding.reference import REFERENCE
from actions.answers.finding.search_index import SHOWN, KnownVectors, Ranking, SearchIndex
from actions.answers.finding.sentence_vectors import SentenceVectors
from actions.answers.finding.text_encoder import Vectors
from actions.answers.finding.thresholds import Thresholds, calibrate
from actions.answers.finding.trials import held_out, unanswerable
from nlu.contract.errors import VectorsUnavailable
from nlu.contract.labels import Language

LONGEST_ENCODING = 2.0  # seconds; a customer's question is then looked up by words

log = structlog.get_logger(__name__)

Calibrated = Mapping[tuple[Language, bool], Thresholds]
"""Thresholds by language, and by whether vectors were used."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What finding knows of the entries of one publish."""

    index: SearchIndex
    thresholds: Calibrated = field(default_factory=lambda: REFERENCE)


class AnswerFinder:
    """Finds entries; `reload` takes new ones while questions go on being found among those before.

    Without `vectors` words alone decide. `nulls` are texts that no business answers, for the calibration.
    """

    def __init__(
        self,
        zone: tzinfo,
        vectors: SentenceVectors | None = None,
        nulls: Mapping[Language, Sequence[str]] | None = None,
        *,
        patience: float = LONGEST_ENCODING,
    ) -> None:
        self._zone = zone
        self._vectors = vectors
        self._nulls = nulls or {}
        self._patience = patience
        self._edition = Edition(SearchIndex((), {}))
        self._encoding: asyncio.Task[None] | None = None

    async def find(self, text: str, language: Language, outlet: str | None, now: datetime) -> Finding:
        """Return what to do about a question at an outlet: answer, offer up to three entries, or nothing."""
        edition, today = self._edition, now.astimezone(self._zone).date()
        if (same := _exact(edition.index, text, language, today, outlet)) is not None:
            return Finding(FindingOutcome.ANSWER, (same,), is_exact=True)
        ranking, by_vectors = await self._ranked(edition, text, language, today, outlet, SHOWN)
        return decided(ranking, edition.thresholds[language, by_vectors])

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
        known = {} if self._vectors is None else self._stored(self._vectors, entries)
        self._edition = await asyncio.to_thread(_calibrated, entries, known, self._nulls, {})
        if self._vectors is not None and entries:
            self._encoding = asyncio.create_task(self._encode(self._vectors, entries, known))

    async def settle(self) -> None:
        """Wait until the vectors of the newest entries are there, or cannot be had."""
        if self._encoding is not None:
            await self._encoding

    async def close(self) -> None:
        """Stop encoding, and let go of the encoder."""
        await self._stop_encoding()
        if self._vectors is not None:
            await self._vectors.close()

    async def _stop_encoding(self) -> None:
        if self._encoding is not None:
            self._encoding.cancel()
            with suppress(asyncio.CancelledError):
                await self._encoding
            self._encoding = None

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

    def _stored(self, vectors: SentenceVectors, entries: Sequence[Entry]) -> KnownVectors:
        return {
            (language, text): vector
            for language in Language
            for text, vector in vectors.known(_texts(entries, language), language).items()
        }

    async def _encode(self, vectors: SentenceVectors, entries: Sequence[Entry], known: KnownVectors) -> None:
        """Encode what is new, then calibrate on all of it."""
        whole, nulls = dict(known), {}
        try:
            for language in Language:
                new = [text for text in _texts(entries, language) if (language, text) not in whole]
                encoded = await vectors.encode(new, language)
                whole.update({(language, text): vector for text, vector in encoded.items()})
            self._edition = await asyncio.to_thread(_calibrated, entries, whole, self._nulls, {})
            for language in {language for language, _ in whole}:
                nulls[language] = await vectors.known_or_encoded(self._nulls.get(language, ()), language)
        except VectorsUnavailable as exc:
            log.warning("answers.not_encoded", reason=str(exc))
            return
        self._edition = await asyncio.to_thread(_calibrated, entries, whole, self._nulls, nulls)


def decided(ranking: Ranking, thresholds: Thresholds) -> Finding:
    """Return what to do about a ranking."""
    if thresholds.answers(ranking.score, ranking.margin):
        return Finding(FindingOutcome.ANSWER, ranking.candidates)
    near = tuple(each for each in ranking.candidates if each.score >= thresholds.offer)
    return Finding(FindingOutcome.CHOICE, near) if near else Finding(FindingOutcome.NONE, ranking.candidates)


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


def _calibrated(
    entries: Sequence[Entry],
    vectors: KnownVectors,
    nulls: Mapping[Language, Sequence[str]],
    null_vectors: Mapping[Language, Mapping[str, Vectors]],
) -> Edition:
    index = SearchIndex(entries, vectors)
    found = dict(REFERENCE)
    for language in Language:
        texts = nulls.get(language, ())
        words = [*held_out(index, language, by_vectors=False), *unanswerable(index, texts, {})]
        found[language, False] = calibrate(words, REFERENCE[language, False])
        if index.has_vectors and null_vectors:
            near = [
                *held_out(index, language, by_vectors=True),
                *unanswerable(index, texts, null_vectors.get(language, {})),
            ]
            found[language, True] = calibrate(near, REFERENCE[language, True])
    return Edition(index, found)
