"""How the questions of a survey were answered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from store.models.conversations import Message
from store.models.surveys import Answer, Invitation
from store.reports.scope import Scope, in_scope


@dataclass(frozen=True, slots=True)
class Answers:
    """One question's answers: how often each number and each option was given, and words.

    `n` counts customers who answered, so that an answer of three options counts once. A skipped question, or
    one where no option was chosen, is no answer.
    """

    n: int
    numbers: Mapping[int, int]
    choices: Mapping[str, int]
    texts: int


NOTHING = Answers(0, {}, {}, 0)


@dataclass(frozen=True, slots=True)
class Comment:
    """Words of a customer, with the first number that the same customer gave."""

    text: str
    number: int | None
    number_question: str | None
    outlet: str | None
    answered_at: datetime
    conversation_id: int | None
    message_id: int | None


async def count_answers(session: AsyncSession, scope: Scope) -> Mapping[str, Answers]:
    """The answers by question id; questions that nobody answered are missing."""
    counted: dict[str, Answers] = {}
    for question, number, count in await _grouped(session, scope, Answer.number):
        before = counted.get(question, NOTHING)
        counted[question] = replace(before, n=before.n + count, numbers={**before.numbers, number: count})
    # Equal sets of options are counted by the database, and taken apart here.
    for question, options, count in await _grouped(session, scope, Answer.choices):
        if options:
            before = counted.get(question, NOTHING)
            choices = Counter(before.choices) + Counter(dict.fromkeys(options, count))
            counted[question] = replace(before, n=before.n + count, choices=choices)
    for question, texts in await _texts(session, scope):
        before = counted.get(question, NOTHING)
        counted[question] = replace(before, n=before.n + texts, texts=texts)
    return counted


async def latest_comments(session: AsyncSession, scope: Scope, limit: int = 20) -> tuple[Comment, ...]:
    """The newest words."""
    statement = (
        select(Answer, Invitation.outlet, Message.conversation_id)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .outerjoin(Message, Message.id == Answer.message_id)
        .where(in_scope(scope), Answer.text.is_not(None))
        .order_by(Answer.answered_at.desc(), Answer.id.desc())
        .limit(limit)
    )
    found = (await session.execute(statement)).tuples().all()
    first = await _first_numbers(session, [answer.invitation_id for answer, _, _ in found])
    return tuple(
        Comment(
            text=answer.text or "",
            number_question=first.get(answer.invitation_id, (None, None))[0],
            number=first.get(answer.invitation_id, (None, None))[1],
            outlet=outlet,
            answered_at=answer.answered_at,
            conversation_id=conversation_id,
            message_id=answer.message_id,
        )
        for answer, outlet, conversation_id in found
    )


async def outlets(session: AsyncSession) -> tuple[str, ...]:
    """All outlets that anybody was asked about, by name."""
    statement = select(Invitation.outlet).where(Invitation.outlet.is_not(None)).distinct()
    return tuple(sorted(outlet for outlet in await session.scalars(statement) if outlet is not None))


async def _grouped(
    session: AsyncSession, scope: Scope, column: InstrumentedAttribute[Any]
) -> Sequence[tuple[str, Any, int]]:
    statement = (
        select(Answer.question, column, func.count(Answer.id))
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(in_scope(scope), column.is_not(None))
        .group_by(Answer.question, column)
    )
    return (await session.execute(statement)).tuples().all()


async def _texts(session: AsyncSession, scope: Scope) -> Sequence[tuple[str, int]]:
    statement = (
        select(Answer.question, func.count(Answer.id))
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(in_scope(scope), Answer.text.is_not(None))
        .group_by(Answer.question)
    )
    return (await session.execute(statement)).tuples().all()


async def _first_numbers(session: AsyncSession, invitation_ids: list[int]) -> dict[int, tuple[str, int]]:
    first = (
        select(func.min(Answer.id))
        .where(Answer.invitation_id.in_(invitation_ids), Answer.number.is_not(None))
        .group_by(Answer.invitation_id)
    )
    rows = await session.scalars(select(Answer).where(Answer.id.in_(first)))
    return {row.invitation_id: (row.question, row.number) for row in rows if row.number is not None}
