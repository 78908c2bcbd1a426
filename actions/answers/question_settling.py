"""What staff do about questions that were not answered: a new entry, another variant, or nothing."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.document import AnswerDocument, read_content
from actions.answers.drafting import AnswerChange, save_draft
from actions.answers.normal_question import normalised
from nlu.contract.labels import Language
from store.engine.row_insert import insert_or_ignore
from store.models.answers import QuestionSettling, SettledQuestion
from store.models.conversations import Message
from store.queries.answers.entry_states import EntryState


async def settle_questions(
    session: AsyncSession, messages: Iterable[int], settling: QuestionSettling, change: AnswerChange
) -> None:
    """List these messages no longer among the open questions; those that were erased need nothing."""
    kept = (
        select(Message.id)
        .where(Message.id.in_(frozenset(messages)))
        .with_for_update(read=True, key_share=True)
    )
    rows = [
        {"message_id": each, "settling": settling, "settled_by": change.actor, "settled_at": change.at}
        for each in await session.scalars(kept)
    ]
    if rows:
        await session.execute(insert_or_ignore(session, SettledQuestion, "message_id"), rows)


async def draft_variants(
    session: AsyncSession,
    state: EntryState,
    questions: Sequence[tuple[Language, str]],
    change: AnswerChange,
) -> int:
    """Save a draft of an entry with these variants too, and return its number.

    Raises:
        ValidationError: a question has no words, or there are too many.
    """
    document = with_variants(read_content(state.newest), questions)
    return await save_draft(session, state.key, document, change)


def with_variants(document: AnswerDocument, questions: Sequence[tuple[Language, str]]) -> AnswerDocument:
    """Return a document with more variants; those that it has already, or has no language for, are left out.

    Raises:
        ValidationError: see `draft_variants`.
    """
    content = document.content()
    known = {(language, normalised(question)) for language, question in document.questions()}
    for language, question in questions:
        key = (language, normalised(question))
        if language in document.wordings and key not in known and key[1]:
            known.add(key)
            content["wordings"][language.value].setdefault("variants", []).append(question)
    return read_content(content)
