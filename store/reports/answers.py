"""How the questions of a survey were answered."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message
from store.models.surveys import Answer, Invitation
from store.reports.scope import Scope, in_scope


@dataclass(frozen=True, slots=True)
class Answers:
    """One question's answers: how often each number and each option was given, by how many customers.

    `n` counts invitations, so that an answer with three options counts once; `texts` those with words.
    """

    n: int
    numbers: Mapping[int, int]
    choices: Mapping[str, int]
    texts: int


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
    numbers = await _numbers(session, scope)
    choices = await _choices(session, scope)
    totals = (
        select(Answer.question, func.count(Answer.id), func.count(Answer.text))
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(in_scope(scope))
        .group_by(Answer.question)
    )
    return {
        question: Answers(n, numbers.get(question, {}), choices.get(question, {}), texts)
        for question, n, texts in (await session.execute(totals)).tuples()
    }


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


async def _numbers(session: AsyncSession, scope: Scope) -> dict[str, dict[int, int]]:
    statement = (
        select(Answer.question, Answer.number, func.count(Answer.id))
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(in_scope(scope), Answer.number.is_not(None))
        .group_by(Answer.question, Answer.number)
    )
    numbers: dict[str, dict[int, int]] = {}
    for question, number, count in (await session.execute(statement)).tuples():
        if number is not None:
            numbers.setdefault(question, {})[number] = count
    return numbers


async def _choices(session: AsyncSession, scope: Scope) -> dict[str, Counter[str]]:
    # Equal sets of options are counted by the database, and taken apart here.
    chosen = func.count(Answer.id)
    statement = (
        select(Answer.question, Answer.choices, chosen)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(in_scope(scope), Answer.choices.is_not(None))
        .group_by(Answer.question, Answer.choices)
    )
    choices: dict[str, Counter[str]] = {}
    for question, options, count in (await session.execute(statement)).tuples():
        for option in options or ():
            choices.setdefault(question, Counter())[option] += count
    return choices


async def _first_numbers(session: AsyncSession, invitation_ids: list[int]) -> dict[int, tuple[str, int]]:
    first = (
        select(func.min(Answer.id))
        .where(Answer.invitation_id.in_(invitation_ids), Answer.number.is_not(None))
        .group_by(Answer.invitation_id)
    )
    rows = await session.scalars(select(Answer).where(Answer.id.in_(first)))
    return {row.invitation_id: (row.question, row.number) for row in rows if row.number is not None}
