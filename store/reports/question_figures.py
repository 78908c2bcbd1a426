"""How the questions of a survey were answered."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.conversations import Message
from store.models.occasions import Occasion
from store.models.surveys import Answer, Invitation
from store.reports.sums.gathering import gather, meanings
from store.reports.sums.grouping import EVERYTHING, UNDIVIDED
from store.reports.sums.scope import Scope, in_scope
from store.reports.sums.statistic import Statistic


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

    def __add__(self, other: "Answers") -> "Answers":
        """The answers of both."""
        return Answers(
            self.n + other.n,
            Counter(self.numbers) + Counter(other.numbers),
            Counter(self.choices) + Counter(other.choices),
            self.texts + other.texts,
        )


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


async def count_answers(
    session: AsyncSession, scope: Scope, occasion: Occasion | None = None
) -> Mapping[str, Answers]:
    """The answers on an occasion, or on all, by question id; questions without answers are missing."""
    gathered = await gather(session, scope, UNDIVIDED, await meanings(session))
    counted: dict[str, Answers] = {}
    for source, statistic in gathered.get(EVERYTHING, {}).items():
        if occasion not in (None, source.occasion):
            continue
        for name, answers in _answers(statistic).items():
            counted[name] = counted.get(name, NOTHING) + answers
    return counted


async def latest_comments(session: AsyncSession, scope: Scope, limit: int = 20) -> tuple[Comment, ...]:
    """The newest words."""
    statement = (
        select(Answer, Invitation.outlet, Message.conversation_id)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .outerjoin(Message, Message.id == Answer.message_id)
        .where(in_scope(scope), Answer.text.is_not(None), Answer.text != "")
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


def _answers(statistic: Statistic) -> Mapping[str, Answers]:
    """How the questions of one survey were answered."""
    found: defaultdict[str, Answers] = defaultdict(lambda: NOTHING)
    for question, number, count in statistic.named("number"):
        found[question] += Answers(count, {int(number): count}, {}, 0)
    for question, _, count in statistic.named("chose"):
        found[question] += Answers(count, {}, {}, 0)
    for question, option, count in statistic.named("option"):
        found[question] += Answers(0, {}, {option: count}, 0)
    for question, _, count in statistic.named("words"):
        found[question] += Answers(count, {}, {}, count)
    return found


async def _first_numbers(session: AsyncSession, invitation_ids: list[int]) -> dict[int, tuple[str, int]]:
    first = (
        select(func.min(Answer.id))
        .where(Answer.invitation_id.in_(invitation_ids), Answer.number.is_not(None))
        .group_by(Answer.invitation_id)
    )
    rows = await session.scalars(select(Answer).where(Answer.id.in_(first)))
    return {row.invitation_id: (row.question, row.number) for row in rows if row.number is not None}
