"""Looks for the answer to what a customer wrote, before the transaction of the turn, since it takes time."""

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from actions.answers.finding.candidates import NOTHING_FOUND, Finding, FindingOutcome
from actions.answers.finding.entry_finder import ExactFinder
from actions.answers.loading import load_entries
from actions.answers.showing.answer_message import wording_for
from actions.answers.showing.back_reference import refers_back
from actions.answers.showing.other_day import can_tell
from actions.turn.text_language import read_language
from nlu.contract.labels import Intent, Language
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.models.address import Address
from store.queries.answers.last_answered import last_answered
from store.queries.surveys.last_outlet import last_outlet

# Where the model is sure of one of these, an entry may answer all the same; where it is not sure, always.
MAY_ASK = frozenset({Intent.INQUIRY, Intent.COMPLAINT, Intent.FOLLOW_UP, Intent.OUT_OF_SCOPE})
SENTENCE = re.compile(r"[^。！？!?；;\n.]+[。！？!?；;\n.]*")
MOST_SENTENCES = 4
# A question that also complains this much, by the model, goes to a person unless an entry names it. Of the
# plain questions of data/eval/answers that are read as inquiries, 5 % have this share, and 19 % have 0.05.
COMPLAINS = 0.2
LONGEST_JOINED = 0.8  # seconds for the lines of a burst together, after the last one was looked up


class AnswerSource(ExactFinder, Protocol):
    """Finds among what is published, and says when that is nothing."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is published, so that nothing can be found."""
        ...


@dataclass(frozen=True, slots=True)
class AskedText:
    """What a customer wrote, as it is looked up.

    `joined` is the text together with lines of the same burst before it, None where there are none. `app` is
    the language code of the customer's app.
    """

    account: Address
    text: str
    joined: str | None = None
    app: str | None = None


@dataclass(frozen=True, slots=True)
class SearchedQuestion:
    """What was found, and the outlet that the customer was served at last."""

    finding: Finding = NOTHING_FOUND
    outlet: str | None = None


NOT_SEARCHED = SearchedQuestion()


class QuestionSearch:
    """Looks for answers; while nothing is published it costs nothing."""

    def __init__(self, database: Database, source: AnswerSource) -> None:
        self._database = database
        self._source = source

    async def search(self, asked: AskedText, reading: Understanding, now: datetime) -> SearchedQuestion:
        """Return what answers a text that was read so; with one statement, for the outlet.

        A text that leaves out what it is about is looked up after the question that was answered last.
        """
        if self._source.is_empty or reading.urgent or (reading.sure and reading.intent not in MAY_ASK):
            return NOT_SEARCHED
        outlet = await self._outlet(asked.account, now)
        if reading.sure and reading.intent is Intent.COMPLAINT:
            return SearchedQuestion(self._exact_in(asked, outlet, now), outlet)
        before = await self._question_before(asked, outlet, now) if refers_back(asked.text) else None
        text = asked.text if before is None else f"{before} {asked.text}"
        finding = await self._find(text, asked.app, outlet, now)
        if reading.sure and reading.intent is Intent.INQUIRY and complains(reading):
            return SearchedQuestion(finding if finding.is_exact else for_staff(finding), outlet)
        if finding.outcome is not FindingOutcome.ANSWER and asked.joined is not None and before is None:
            joined = await self._find_joined(asked.joined, asked.app, outlet, now)
            finding = finding if joined.outcome is FindingOutcome.NONE else joined
        return SearchedQuestion(finding, outlet)

    def _exact_in(self, asked: AskedText, outlet: str | None, now: datetime) -> Finding:
        """What a sentence of a complaint asks for in the words of an entry; this takes no encoder."""
        for sentence in SENTENCE.findall(asked.text)[:MOST_SENTENCES]:
            text = sentence.strip()
            finding = self._source.find_exact(text, language_of(text, asked.app), outlet, now)
            if finding.is_exact:
                return finding
        return NOTHING_FOUND

    async def _find(self, text: str, app: str | None, outlet: str | None, now: datetime) -> Finding:
        return await self._source.find(text, language_of(text, app), outlet, now)

    async def _find_joined(self, text: str, app: str | None, outlet: str | None, now: datetime) -> Finding:
        """What answers the lines of a burst together; nothing if that takes too long."""
        try:
            async with asyncio.timeout(LONGEST_JOINED):
                return await self._find(text, app, outlet, now)
        except TimeoutError:
            return NOTHING_FOUND

    async def _question_before(self, asked: AskedText, outlet: str | None, now: datetime) -> str | None:
        """Return the question that was answered last, unless an entry names this one or it tells hours."""
        language = language_of(asked.text, asked.app)
        if self._source.find_exact(asked.text, language, outlet, now).is_exact:
            return None
        async with self._database.reading() as session:
            answer_id = await last_answered(session, asked.account, now)
            entries = () if answer_id is None else await load_entries(session, answer_id)
        told = (wording_for(each, language).question for each in entries if not can_tell(each))
        return next(told, None)

    async def _outlet(self, account: Address, now: datetime) -> str | None:
        async with self._database.reading() as session:
            return await last_outlet(session, account, now)


def complains(reading: Understanding) -> bool:
    """Whether what is read as something else is a complaint in part."""
    return dict(reading.ranking).get(Intent.COMPLAINT, 0.0) >= COMPLAINS


def for_staff(finding: Finding) -> Finding:
    """What was found as a person may want to see it; the customer sees none of it."""
    return Finding(FindingOutcome.NONE, finding.candidates)


def language_of(text: str, app: str | None) -> Language:
    """The language of ours that a text is looked up in."""
    said = read_language(text, app)
    return (None if said is None else said.spoken) or Language.ZH
