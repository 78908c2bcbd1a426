"""Published entries, and a customer whose messages find them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import select, update

from actions.answers.document import read_content
from actions.answers.drafting import save_draft
from actions.answers.entry import Entry
from actions.answers.finding.candidates import Candidate, Finding, FindingOutcome
from actions.answers.loading import load_entries
from actions.answers.publishing import publish, retire
from actions.answers.showing.question_search import SearchedQuestion
from actions.turn.reading import Reading
from nlu.contract.labels import Intent, Language
from store.engine.search_terms import query_terms
from store.models.answers import AnswerEntry, AnswerShowing
from store.models.cases import Case
from store.models.conversations import Conversation, Mode
from store.queries.conversations.conditions import ConversationFilter
from store.queries.conversations.message_search import find_messages
from tests.actions.answers.documents import CHANGE
from tests.actions.conftest import Customer, Sent, sure

HOURS: dict[str, Any] = {
    "zh": {"question": "几点开门？", "answer": "我们的营业时间是 {hours_week}。"},
    "en": {"question": "When do you open?", "answer": "We are open {hours_week}."},
}
RETURNS: dict[str, Any] = {
    "zh": {
        "question": "怎么退货？",
        "answer": "七天内可以退货。",
        "buttons": [{"text": "退货说明", "url": "https://example.com/returns"}],
    },
    "en": {"question": "How do I return something?", "answer": "You can return it within seven days."},
}
PARKING: dict[str, Any] = {"zh": {"question": "能停车吗？", "answer": "门口有停车位。"}}


@dataclass
class Asker:
    """A customer whose words find what a test says; each question is one update."""

    customer: Customer
    entries: dict[str, Entry] = field(default_factory=dict)

    async def publish(self, key: str, wordings: dict[str, Any], **values: object) -> Entry:
        """Publish an entry, or another version of it."""
        async with self.customer.database.transaction() as session:
            await save_draft(session, key, read_content({"wordings": wordings, **values}), CHANGE)
            await publish(session, key, CHANGE)
        async with self.customer.database.reading() as session:
            number = await session.scalar(select(AnswerEntry.id).where(AnswerEntry.key == key))
            assert number is not None
            (entry,) = await load_entries(session, number)
        self.entries[key] = entry
        return entry

    async def retire(self, key: str) -> None:
        async with self.customer.database.transaction() as session:
            await retire(session, key, CHANGE)

    def found(
        self,
        *keys: str,
        outcome: FindingOutcome = FindingOutcome.ANSWER,
        is_exact: bool = False,
        is_near: bool = False,
    ) -> SearchedQuestion:
        entries = [self.entries[key] for key in keys]
        candidates = tuple(
            Candidate(entry, 0.9, Language.ZH, entry.wordings[0].question) for entry in entries
        )
        return SearchedQuestion(Finding(outcome, candidates, is_exact, is_near))

    async def ask(
        self,
        text: str,
        *keys: str,
        reading: Reading | None = None,
        outcome: FindingOutcome = FindingOutcome.ANSWER,
        is_exact: bool = False,
        is_near: bool = False,
    ) -> list[Sent]:
        """Write a text for which these entries are found."""
        self.customer.searched = self.found(*keys, outcome=outcome, is_exact=is_exact, is_near=is_near)
        return await self.customer.write(text, reading or sure(Intent.INQUIRY))

    async def write(self, text: str, reading: Reading) -> list[Sent]:
        """Write a text for which nothing is found."""
        self.customer.searched = SearchedQuestion()
        return await self.customer.write(text, reading)

    async def take_over(self) -> None:
        """Let a person answer from now on."""
        async with self.customer.database.transaction() as session:
            await session.execute(update(Conversation).values(mode=Mode.STAFF))

    async def showings(self) -> Sequence[AnswerShowing]:
        async with self.customer.database.reading() as session:
            return list(await session.scalars(select(AnswerShowing).order_by(AnswerShowing.id)))

    async def search(self, query: str) -> list[str]:
        """The texts in which staff find these words."""
        async with self.customer.database.reading() as session:
            page = await find_messages(session, query_terms(query), ConversationFilter())
        return [hit.text for hit in page.rows]

    async def cases(self) -> Sequence[Case]:
        async with self.customer.database.reading() as session:
            return list(await session.scalars(select(Case).order_by(Case.id)))


@pytest.fixture
async def asker(customer: Customer) -> Asker:
    """A customer of a business that knows its hours, how to return goods, and where to park."""
    asker = Asker(customer)
    for key, wordings in (("hours", HOURS), ("returns", RETURNS), ("parking", PARKING)):
        await asker.publish(key, wordings)
    return asker
