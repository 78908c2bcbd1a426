"""Looks for the answer to what a customer wrote, before the transaction of the turn, since it takes time."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import bindparam, select

from actions.answers.finding.candidates import NOTHING_FOUND, Finding, FindingOutcome
from actions.answers.finding.entry_finder import EntryFinder
from actions.turn.text_language import read_language
from nlu.contract.labels import Intent, Language
from nlu.contract.understanding import Understanding
from store.engine.database import Database
from store.models.address import Address
from store.models.customers import Customer
from store.models.surveys import Service

# Where the model is sure of one of these, an entry may answer all the same; where it is not sure, always.
MAY_ASK = frozenset({Intent.INQUIRY, Intent.COMPLAINT, Intent.FOLLOW_UP, Intent.OUT_OF_SCOPE})
SENTENCE = re.compile(r"[^。！？!?；;\n.]+[。！？!?；;\n.]*")
MOST_SENTENCES = 4
LATELY = timedelta(days=30)
# Written once: building a statement costs as much as running it.
LAST_OUTLET = (
    select(Service.outlet)
    .join(Customer, Customer.id == Service.customer_id)
    .where(
        Customer.account == bindparam("of_account"),
        Service.ended_at >= bindparam("since"),
        Service.outlet.is_not(None),
    )
    .order_by(Service.ended_at.desc())
    .limit(1)
)


class AnswerSource(EntryFinder, Protocol):
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
        """Return what answers a text that was read so; with one statement, for the outlet."""
        if self._source.is_empty or reading.urgent or (reading.sure and reading.intent not in MAY_ASK):
            return NOT_SEARCHED
        outlet = await self._outlet(asked.account, now)
        if reading.sure and reading.intent is Intent.COMPLAINT:
            return SearchedQuestion(await self._exact_in(asked, outlet, now), outlet)
        finding = await self._find(asked.text, asked.app, outlet, now)
        if finding.outcome is not FindingOutcome.ANSWER and asked.joined is not None:
            joined = await self._find(asked.joined, asked.app, outlet, now)
            finding = finding if joined.outcome is FindingOutcome.NONE else joined
        return SearchedQuestion(finding, outlet)

    async def _exact_in(self, asked: AskedText, outlet: str | None, now: datetime) -> Finding:
        """What a sentence of a complaint asks for in the words of an entry."""
        for sentence in SENTENCE.findall(asked.text)[:MOST_SENTENCES]:
            finding = await self._find(sentence.strip(), asked.app, outlet, now)
            if finding.is_exact:
                return finding
        return NOTHING_FOUND

    async def _find(self, text: str, app: str | None, outlet: str | None, now: datetime) -> Finding:
        said = read_language(text, app)
        language = said.spoken if said is not None else None
        return await self._source.find(text, language or Language.ZH, outlet, now)

    async def _outlet(self, account: Address, now: datetime) -> str | None:
        wanted = {"of_account": account, "since": now - LATELY}
        async with self._database.reading() as session:
            outlet: str | None = await session.scalar(LAST_OUTLET, wanted)
        return outlet
