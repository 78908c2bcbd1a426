"""Publishing changes what customers are shown, in one transaction that every process notices soon."""

from collections.abc import Iterator

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.answer_refusals import Clash, NoSuchVersion, NotADraft, QuestionTaken
from actions.answers.document import AnswerDocument, read_content
from actions.answers.drafting import AnswerChange, entry_of, latest_draft, save_draft, version_of
from actions.answers.normal_question import normalised
from nlu.contract.labels import Language
from store.models.answers import EVERYWHERE, AnswerEdition, AnswerEntry, AnswerQuestion, AnswerVersion
from store.models.version_columns import VersionState
from store.queries.edition import locked_edition, next_edition


async def publish(session: AsyncSession, key: str, change: AnswerChange) -> int:
    """Publish the draft of an entry, and return its number. A retired entry is used again.

    Raises:
        NoSuchAnswer: there is no such entry.
        NoSuchVersion: it has no draft.
        QuestionTaken: another entry answers one of its questions; nothing was written.
    """
    await locked_edition(session, AnswerEdition, change.at)
    entry = await entry_of(session, key)
    draft = await latest_draft(session, entry.id)
    if draft is None:
        raise NoSuchVersion(key, None)
    return await _put_in_force(session, entry, draft, change)


async def publish_version(session: AsyncSession, key: str, number: int, change: AnswerChange) -> int:
    """Publish this draft and no other: what was looked at is what is published.

    Raises:
        NoSuchAnswer: there is no such entry.
        NoSuchVersion: it has no such version.
        NotADraft: the version was published or discarded before.
        QuestionTaken: see `publish`.
    """
    await locked_edition(session, AnswerEdition, change.at)
    entry = await entry_of(session, key)
    draft = await version_of(session, entry, number)
    if draft.state is not VersionState.DRAFT:
        raise NotADraft(key, number)
    return await _put_in_force(session, entry, draft, change)


async def roll_back(session: AsyncSession, key: str, number: int, change: AnswerChange) -> int:
    """Publish the content of an older version as a new one, and return the new number.

    Raises:
        NoSuchAnswer, NoSuchVersion, QuestionTaken: see `publish_version`.
    """
    entry = await entry_of(session, key)
    older = await version_of(session, entry, number)
    if entry.published_version == number and entry.retired_at is None:
        return number
    await save_draft(session, key, read_content(older.content), change)
    return await publish(session, key, change)


async def retire(session: AsyncSession, key: str, change: AnswerChange) -> bool:
    """Stop using an entry, which keeps its versions; return whether it was in use.

    Raises:
        NoSuchAnswer: there is no such entry.
    """
    await locked_edition(session, AnswerEdition, change.at)
    entry = await entry_of(session, key)
    if entry.retired_at is not None:
        return False
    entry.retired_at = change.at
    await session.execute(delete(AnswerQuestion).where(AnswerQuestion.answer_id == entry.id))
    session.add(change.audit("answer.retired", key))
    await next_edition(session, AnswerEdition, change.at)
    return True


async def clashes(
    session: AsyncSession, key: str, document: AnswerDocument, *, leaving: frozenset[str] = frozenset()
) -> tuple[Clash, ...]:
    """Return which questions of a document other published entries answer, save those that are `leaving`."""
    asked = {(plain, language): text for language, text, plain in _questions(document)}
    outlet = document.outlet or EVERYWHERE
    rows = await session.execute(
        select(AnswerQuestion.normalised, AnswerQuestion.language, AnswerEntry.key)
        .join(AnswerEntry, AnswerEntry.id == AnswerQuestion.answer_id)
        .where(
            AnswerQuestion.outlet == outlet,
            AnswerEntry.key != key,
            tuple_(AnswerQuestion.normalised, AnswerQuestion.language).in_(asked),
        )
        .order_by(AnswerQuestion.id)
    )
    return tuple(
        Clash(key, asked[plain, language], language, document.outlet, holder)
        for plain, language, holder in rows.tuples()
        if holder not in leaving
    )


async def _put_in_force(
    session: AsyncSession, entry: AnswerEntry, draft: AnswerVersion, change: AnswerChange
) -> int:
    document = read_content(draft.content)
    if taken := await clashes(session, entry.key, document):
        raise QuestionTaken(taken)
    await session.execute(
        update(AnswerVersion)
        .where(AnswerVersion.answer_id == entry.id, AnswerVersion.state == VersionState.PUBLISHED)
        .values(state=VersionState.REPLACED)
    )
    draft.state = VersionState.PUBLISHED
    draft.published_by, draft.published_at = change.actor, change.at
    entry.published_version, entry.retired_at = draft.number, None
    await session.execute(delete(AnswerQuestion).where(AnswerQuestion.answer_id == entry.id))
    session.add_all(
        AnswerQuestion(
            answer_id=entry.id,
            language=language,
            outlet=document.outlet or EVERYWHERE,
            normalised=plain,
        )
        for language, _, plain in _questions(document)
    )
    session.add(change.audit("answer.published", entry.key, version=draft.number))
    await next_edition(session, AnswerEdition, change.at)
    await session.flush()
    return draft.number


def _questions(document: AnswerDocument) -> Iterator[tuple[Language, str, str]]:
    return ((language, question, normalised(question)) for language, question in document.questions())
