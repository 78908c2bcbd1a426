"""The published entries as words are looked up in them, prepared once for each edition."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.entry import Entry
from actions.answers.loading import load_entries
from actions.answers.normal_question import normalised
from store.models.answers import AnswerEdition
from store.queries.edition import current_edition


@dataclass(frozen=True, slots=True)
class SearchedEntry:
    """An entry with its questions, and with questions and answers together, in their normal form."""

    entry: Entry
    questions: tuple[str, ...]
    whole: str

    @classmethod
    def of(cls, entry: Entry) -> "SearchedEntry":
        """Return the entry, prepared."""
        questions = tuple(normalised(question) for _, question in entry.questions())
        return cls(
            entry, questions, " ".join((*questions, *(normalised(each.answer) for each in entry.wordings)))
        )

    def rank(self, terms: Sequence[str]) -> int | None:
        """Return 0 where a question has all the terms, 1 where question and answer have them together."""
        if any(all(term in question for term in terms) for question in self.questions):
            return 0
        return 1 if all(term in self.whole for term in terms) else None


class SearchedEntries:
    """Keeps what was prepared; another edition in the database is read and prepared again."""

    def __init__(self) -> None:
        self._edition: int | None = None
        self._entries: Sequence[SearchedEntry] = ()

    async def read(self, session: AsyncSession) -> Sequence[SearchedEntry]:
        """Return the published entries in order of ids; an edition that is known costs one small query."""
        edition = await current_edition(session, AnswerEdition)
        if edition != self._edition:
            entries = [SearchedEntry.of(entry) for entry in await load_entries(session)]
            self._edition, self._entries = edition, entries
        return self._entries
