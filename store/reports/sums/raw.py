"""Invitations as they are stored, each in one row with all its answers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, String, Text, and_, case, cast, func, null, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.occasions import Occasion, occasion_of
from store.models.surveys import Answer, Invitation, Service
from store.reports.sums.scope import Scope, in_scope
from store.reports.sums.statistic import BETWEEN_ANSWERS, Course
from store.reports.sums.talk_before import TalkBefore, answered_before, talk_before, wrote_before

# Scores are those that customers gave at first, before staff could talk to them about it.
FIRST_NUMBER = func.coalesce(Answer.first_number, Answer.number)
WORDS = ""  # words are not counted: it is enough that there are some


@dataclass(frozen=True, slots=True)
class Place:
    """To what an invitation belongs; outlet, agent and kind of service as they were told, if they were."""

    asked_at: datetime
    survey_key: str
    outlet: str | None
    agent: str | None
    service: str | None
    language: str | None
    occasion: Occasion = Occasion.SERVICE


class Asked(NamedTuple):
    """An invitation: its place, how far it came, whose it is, its end, and the talk before it."""

    place: Place
    course: Course
    customer: int = 0
    until: datetime | None = None
    version: int | None = None
    talk: TalkBefore = TalkBefore.NONE


async def asked_in(session: AsyncSession, scope: Scope, *, with_talks: bool = False) -> Iterator[Asked]:
    """The invitations in scope, in no order; whose the talks before them were is looked up on demand."""
    talks = (wrote_before(), answered_before()) if with_talks else (null(), null())
    statement = (
        select(
            Invitation.asked_at,
            Invitation.survey_key,
            Invitation.outlet,
            Invitation.agent,
            Service.kind,
            type_coerce(Invitation.language, String),
            type_coerce(Invitation.status, String),
            Invitation.sent_at.is_not(None),
            Invitation.delivered_at.is_not(None),
            _sheet(),
            Service.source,
            Invitation.customer_id,
            Invitation.expires_at,
            Invitation.survey_version_id,
            *talks,
        )
        .select_from(Invitation)
        .outerjoin(Service, Service.id == Invitation.service_id)
        .where(in_scope(scope))
    )
    rows: Sequence[Any] = (await session.execute(statement)).all()
    return (
        Asked(
            place_of(row[:6], row[10]),
            Course(row[6], bool(row[7]), bool(row[8]), row[9]),
            row[11],
            row[12],
            row[13],
            talk_before(row[0], *row[14:16]),
        )
        for row in rows
    )


def place_of(told: Sequence[Any], source: str | None) -> Place:
    """Return the place that is told by six columns, and by the source of the service."""
    at, survey, outlet, agent, service, language = told
    return Place(at, survey, outlet, agent, service, language, occasion_of(source))


def _sheet() -> ScalarSelect[str]:
    """All answers in one text, such as `satisfaction=2;reasons=["price"];comment=`; see `read_sheet`."""
    value = case(
        (Answer.number.is_not(None), cast(FIRST_NUMBER, String)),
        (Answer.choices.is_not(None), cast(Answer.choices, Text)),
        (Answer.text.is_not(None), WORDS),
    )
    given = func.aggregate_strings(Answer.question + "=" + value, BETWEEN_ANSWERS)
    of_invitation = select(given).where(and_(Answer.invitation_id == Invitation.id, value.is_not(None)))
    return of_invitation.correlate(Invitation).scalar_subquery()
