"""Invitations to surveys and their answers as other systems read them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from nlu.contract.labels import Language
from store.models.customers import Customer
from store.models.occasions import Occasion, occasion_of
from store.models.surveys import Answer, Invitation, InvitationStatus, Service, SurveyVersion
from store.queries.record_pages import RecordPage, row_of, rows_of


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """The answer to a question: a number, chosen options or words. Words that were erased are None."""

    question: str
    number: int | None
    first_number: int | None
    choices: tuple[str, ...]
    text: str | None
    answered_at: datetime
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class InvitationRecord:
    """An invitation, answered or not; `version` is the digest of the survey as it was asked."""

    id: int
    survey: str
    version: str | None
    status: InvitationStatus
    customer_id: int
    language: Language | None
    outlet: str | None
    agent: str | None
    service_source: str | None
    service_id: str | None
    created_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    reminded_at: datetime | None
    expires_at: datetime | None
    completed_at: datetime | None
    is_test: bool
    answers: tuple[GivenAnswer, ...] = ()

    @property
    def occasion(self) -> Occasion:
        """Return why the customer was asked."""
        return occasion_of(self.service_source)


@dataclass(frozen=True, slots=True)
class InvitationChoice:
    """Which invitations; what is None is not asked for."""

    survey: str | None = None
    status: InvitationStatus | None = None
    outlet: str | None = None
    customer: int | None = None


_INVITATIONS = (
    select(
        Invitation.id,
        Invitation.survey_key,
        SurveyVersion.digest,
        Invitation.status,
        Invitation.customer_id,
        Invitation.language,
        Invitation.outlet,
        Invitation.agent,
        Service.source,
        Service.source_id,
        Invitation.created_at,
        Invitation.sent_at,
        Invitation.delivered_at,
        Invitation.reminded_at,
        Invitation.expires_at,
        Invitation.completed_at,
        Customer.is_test,
    )
    .select_from(Invitation)
    .join(Customer, Customer.id == Invitation.customer_id)
    .outerjoin(Service, Service.id == Invitation.service_id)
    .outerjoin(SurveyVersion, SurveyVersion.id == Invitation.survey_version_id)
)


async def list_invitations(
    session: AsyncSession, page: RecordPage, wanted: InvitationChoice
) -> list[InvitationRecord]:
    """Return invitations with their answers, the newest first."""
    columns = (
        (Invitation.survey_key, wanted.survey),
        (Invitation.status, wanted.status),
        (Invitation.outlet, wanted.outlet),
        (Invitation.customer_id, wanted.customer),
    )
    chosen = _INVITATIONS.where(*(column == value for column, value in columns if value is not None))
    rows = await rows_of(session, chosen, Invitation.id, page)
    answers = await _answers(session, [row.id for row in rows])
    return [InvitationRecord(*[*row, answers.get(row.id, ())]) for row in rows]


async def read_invitation_record(session: AsyncSession, invitation_id: int) -> InvitationRecord:
    """Return an invitation with its answers.

    Raises:
        NotFound: there is no such invitation.
    """
    row = await row_of(session, _INVITATIONS, Invitation.id, "invitation", invitation_id)
    answers = await _answers(session, [invitation_id])
    return InvitationRecord(*[*row, answers.get(invitation_id, ())])


async def _answers(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, tuple[GivenAnswer, ...]]:
    """Return what was answered, in the order of the answers, by invitation."""
    found: defaultdict[int, list[GivenAnswer]] = defaultdict(list)
    statement = select(Answer).where(Answer.invitation_id.in_(ids)).order_by(Answer.id)
    for row in await session.scalars(statement):
        given = GivenAnswer(
            question=row.question,
            number=row.number,
            first_number=row.first_number,
            choices=tuple(row.choices or ()),
            text=row.text,
            answered_at=row.answered_at,
            changed_at=row.changed_at,
        )
        found[row.invitation_id].append(given)
    return {invitation: tuple(given) for invitation, given in found.items()}
