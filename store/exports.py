"""What is exported: one row a conversation, or one row an answer, read piece by piece.

Customers are told apart by our own numbers and the business's; nothing of Telegram's leaves the house.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from store.engine.row_pieces import row_pieces
from store.models.customers import Customer
from store.models.occasions import end_of, occasion_of
from store.models.surveys import Answer, Invitation, Service, SurveyVersion
from store.queries.conversations.conditions import ConversationFilter
from store.queries.conversations.conversation_rows import ConversationRow, list_conversations
from store.question_columns import english_constructs
from store.reports.sums.scope import Scope, in_scope

AT_ONCE = 500  # rows; all that is ever held in memory
SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class ExportedConversation:
    """A conversation in one row; what there are several of is joined by semicolons, newest first."""

    conversation: int
    customer: int
    external_id: str | None
    started_at: datetime
    last_message_at: datetime
    mode: str
    intents: str
    languages: str
    uncertain_messages: int
    waiting_messages: int
    open_case: str | None
    case_kind: str | None
    case_due_at: datetime | None
    scores: str
    last_words: str | None


@dataclass(frozen=True, slots=True)
class ExportedAnswer:
    """An answer in one row; several chosen options are joined by semicolons.

    `construct` is what the question measures, if it is an item, in English.
    """

    answer: int
    invitation: int
    survey: str
    version: str | None
    question: str
    number: int | None
    choices: str
    text: str | None
    outlet: str | None
    agent: str | None
    service_kind: str | None
    service_source: str | None
    service_id: str | None
    service_ended_at: datetime | None
    customer: int
    external_id: str | None
    language: str | None
    status: str
    sent_at: datetime | None
    reminded_at: datetime | None
    answered_at: datetime
    changed_at: datetime | None
    first_number: int | None
    occasion: str
    construct: str | None


def header(kind: type[ExportedConversation | ExportedAnswer]) -> tuple[str, ...]:
    """The names of the columns."""
    return tuple(field.name for field in fields(kind))


async def conversations(
    session: AsyncSession, since: datetime | None, until: datetime | None
) -> AsyncIterator[ExportedConversation]:
    """The conversations that were going on in a period, newest first."""
    wanted, after = ConversationFilter(since=since, until=until), None
    while True:
        page = await list_conversations(session, wanted, after=after, size=AT_ONCE)
        for row in page.rows:
            yield _conversation(row)
        after = page.following
        session.expunge_all()  # or the session would remember every row
        if after is None:
            return


async def answers(session: AsyncSession, scope: Scope) -> AsyncIterator[ExportedAnswer]:
    """The answers to the surveys in scope, in the order in which they were begun."""
    statement = (
        select(Answer, Invitation, Service, SurveyVersion.digest, Customer.external_id)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .join(Customer, Customer.id == Invitation.customer_id)
        .outerjoin(Service, Service.id == Invitation.service_id)
        .outerjoin(SurveyVersion, SurveyVersion.id == Invitation.survey_version_id)
        .where(in_scope(scope))
    )
    constructs = await english_constructs(session)
    async for rows in row_pieces(session, statement, Answer.id, AT_ONCE):
        for row in rows:
            yield _answer(*row, constructs.get((row[1].survey_key, row[0].question)))


def _conversation(row: ConversationRow) -> ExportedConversation:
    return ExportedConversation(
        conversation=row.id,
        customer=row.customer.id,
        external_id=row.customer.external_id,
        started_at=row.started_at,
        last_message_at=row.last_message_at,
        mode=row.mode.value,
        intents=SEPARATOR.join(row.digest.intents),
        languages=SEPARATOR.join(row.digest.languages),
        uncertain_messages=row.digest.uncertain,
        waiting_messages=row.digest.pending,
        open_case=row.case.reference if row.case else None,
        case_kind=row.case.kind.value if row.case else None,
        case_due_at=row.case.due_at if row.case else None,
        scores=SEPARATOR.join(f"{each.survey_key}/{each.question}={each.number}" for each in row.scores),
        last_words=row.digest.text,
    )


def _answer(
    answer: Answer,
    invitation: Invitation,
    service: Service | None,
    digest: str | None,
    external_id: str | None,
    construct: str | None,
) -> ExportedAnswer:
    return ExportedAnswer(
        answer=answer.id,
        invitation=invitation.id,
        survey=invitation.survey_key,
        version=digest[:12] if digest else None,
        question=answer.question,
        number=answer.number,
        choices=SEPARATOR.join(answer.choices or ()),
        text=answer.text,
        outlet=invitation.outlet,
        agent=invitation.agent,
        service_kind=service.kind if service else None,
        service_source=service.source if service else None,
        service_id=service.source_id if service else None,
        service_ended_at=end_of(service.source, service.ended_at) if service else None,
        customer=invitation.customer_id,
        external_id=external_id,
        language=invitation.language.value if invitation.language else None,
        status=invitation.status.value,
        sent_at=invitation.sent_at,
        reminded_at=invitation.reminded_at,
        answered_at=answer.answered_at,
        changed_at=answer.changed_at,
        first_number=answer.number if answer.first_number is None else answer.first_number,
        occasion=occasion_of(service.source if service else None).value,
        construct=construct,
    )
