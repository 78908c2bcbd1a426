"""Putting many answers in force at once: from files, or from a system that keeps the knowledge."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.answers.answer_refusals import QuestionTaken
from actions.answers.answer_set import same_questions
from actions.answers.document import AnswerDocument
from actions.answers.drafting import AnswerChange, save_draft
from actions.answers.file_keeping import require_kept
from actions.answers.publishing import clashes, publish, retire
from store.models.answers import AnswerEdition, AnswerEntry, AnswerQuestion
from store.queries.answers.entry_states import EntryState, entry_states
from store.queries.edition import locked_edition


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import does, by keys in the order of the documents."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()

    @property
    def to_publish(self) -> tuple[str, ...]:
        """What is written."""
        return (*self.added, *self.changed)

    def __str__(self) -> str:
        """Return the counts in one line."""
        counts = (("added", self.added), ("changed", self.changed), ("unchanged", self.unchanged))
        return ", ".join(f"{len(keys)} {name}" for name, keys in (*counts, ("retired", self.retired)))


async def plan_import(
    session: AsyncSession,
    documents: Mapping[str, AnswerDocument],
    *,
    whole: bool,
    brought: Iterable[str] = (),
) -> ImportPlan:
    """Return what importing would do; with `whole`, entries that are in force and not among them are retired.

    `brought` are the checksums of files that come with the documents and are not kept yet.

    Raises:
        FilesMissing: some files are neither kept nor brought.
        QuestionTaken: two answers would have the same question.
    """
    await require_kept(session, documents, brought)
    states = await entry_states(session)
    is_new = {key: not (key in states and states[key].is_in_force) for key in documents}
    changed = {
        key for key, document in documents.items() if not is_new[key] and _differs(document, states[key])
    }
    left_out = (key for key, state in states.items() if state.is_in_force and key not in documents)
    plan = ImportPlan(
        added=tuple(key for key in documents if is_new[key]),
        changed=tuple(key for key in documents if key in changed),
        unchanged=tuple(key for key in documents if not is_new[key] and key not in changed),
        retired=tuple(left_out) if whole else (),
    )
    await _refuse_same_questions(session, documents, plan)
    return plan


async def import_answers(
    session: AsyncSession, documents: Mapping[str, AnswerDocument], change: AnswerChange, *, whole: bool
) -> ImportPlan:
    """Publish documents by key, all or none. Importing the same again writes nothing.

    Raises:
        FilesMissing: see `plan_import`; nothing is written.
        QuestionTaken: two answers would have the same question; nothing is written.
    """
    await locked_edition(session, AnswerEdition, change.at)
    plan = await plan_import(session, documents, whole=whole)
    for key in plan.retired:
        await retire(session, key, change)
    # Two of them may exchange a question, so that all questions are freed before the first one is published.
    await session.execute(
        delete(AnswerQuestion).where(
            AnswerQuestion.answer_id.in_(select(AnswerEntry.id).where(AnswerEntry.key.in_(plan.changed)))
        )
    )
    for key in plan.to_publish:
        await save_draft(session, key, documents[key], change)
        await publish(session, key, change)
    return plan


def _differs(document: AnswerDocument, state: EntryState) -> bool:
    return state.published != document.content()


async def _refuse_same_questions(
    session: AsyncSession, documents: Mapping[str, AnswerDocument], plan: ImportPlan
) -> None:
    found = list(same_questions(documents))
    replaced = frozenset((*documents, *plan.retired))
    for key in plan.to_publish:
        found += await clashes(session, key, documents[key], leaving=replaced)
    if found:
        raise QuestionTaken(found)
