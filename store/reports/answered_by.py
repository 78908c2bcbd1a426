"""Survey scores of talks that the bot answered alone, apart from those in which a person wrote.

A survey belongs to what was written to its customer in the week before it was asked. It is the bot's if the
bot gave an answer of the business then and no person wrote, and a person's if one did. Other surveys are in
neither: no talk went before them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.answers import AnswerShowing
from store.models.conversations import Conversation, Message
from store.models.question_kinds import KINDS, Summary
from store.models.surveys import Answer, Invitation
from store.reports.answer_use import GIVEN
from store.reports.statistics.formulas import Share
from store.reports.statistics.intervals import wilson
from store.reports.sums.instruments import instruments
from store.reports.sums.scope import Scope, in_scope

BEFORE = timedelta(days=7)


class AnsweredBy(StrEnum):
    """Who answered the talk that went before a survey."""

    BOT = "bot"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ScoreOfTalks:
    """The share of good answers to a survey question after talks that the bot or a person answered."""

    by: AnsweredBy
    measure: str
    question: str
    share: Share


async def scores_of_talks(session: AsyncSession, scope: Scope) -> tuple[ScoreOfTalks, ...]:
    """Return the shares of the surveys in scope, the bot's first; without those that have no answers."""
    good = {
        (each.survey_key, item.question): figure
        for each in await instruments(session, scope.survey_key)
        for item in each.single
        for figure in KINDS[item.kind].figures
        if figure.summary is Summary.SHARE
    }
    counted: defaultdict[tuple[AnsweredBy, str, str], list[bool]] = defaultdict(list)
    rows = (await session.execute(_answers(scope))).tuples()
    for survey, question, number, asked, wrote, answered in rows:
        who, figure = _answered_by(asked, wrote, answered), good.get((survey, question))
        if who is not None and figure is not None and number is not None:
            counted[who, figure.measure, question].append(number >= figure.good)
    return tuple(_scores(counted))


def _answered_by(asked: datetime, wrote: datetime | None, answered: datetime | None) -> AnsweredBy | None:
    if wrote is not None and wrote >= asked - BEFORE:
        return AnsweredBy.PERSON
    return AnsweredBy.BOT if answered is not None and answered >= asked - BEFORE else None


def _scores(counted: defaultdict[tuple[AnsweredBy, str, str], list[bool]]) -> Iterator[ScoreOfTalks]:
    for (who, measure, question), answers in sorted(counted.items()):
        count, n = sum(answers), len(answers)
        yield ScoreOfTalks(who, measure, question, Share(count, n, wilson(count, n)))


def _answers(
    scope: Scope,
) -> Select[Any]:
    return (
        select(
            Invitation.survey_key,
            Answer.question,
            Answer.number,
            Invitation.asked_at,
            _wrote_before(),
            _answered_before(),
        )
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .where(in_scope(scope), Answer.number.is_not(None))
    )


def _wrote_before() -> ScalarSelect[datetime]:
    """When a person last wrote to the customer before the survey was asked."""
    return (
        select(func.max(Message.created_at))
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Conversation.customer_id == Invitation.customer_id,
            Message.staff_id.is_not(None),
            Message.created_at < Invitation.asked_at,
        )
        .correlate(Invitation)
        .scalar_subquery()
    )


def _answered_before() -> ScalarSelect[datetime]:
    """When the bot last gave an answer before the survey was asked."""
    return (
        select(func.max(AnswerShowing.shown_at))
        .join(Conversation, Conversation.id == AnswerShowing.conversation_id)
        .where(
            Conversation.customer_id == Invitation.customer_id,
            AnswerShowing.kind.in_(GIVEN),
            AnswerShowing.shown_at < Invitation.asked_at,
        )
        .correlate(Invitation)
        .scalar_subquery()
    )
