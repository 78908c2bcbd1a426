"""Conversations, cases and responses as files: what their pages list with the same filter.

Customers are told apart by our own number and the business's, as in `huifang export`; nothing of Telegram's
leaves the house.
"""

from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.cases.case_filter import CaseListQuery, CaseView
from bot.console.cases.case_list import LISTS, case_filter
from bot.console.conversations.list_filter import ConversationListQuery, conversation_filter
from bot.console.exports.file_sending import AT_ONCE, Listing, send_list
from bot.console.surveys.response_list import ResponseListQuery, response_filter
from bot.console.web.fields import read_fields
from bot.console.web.visit import Visit
from bot.spreadsheets.table_files import Row
from store.engine.search_terms import query_terms
from store.models.conversations import Direction
from store.queries.cases.case_rows import CaseRow
from store.queries.conversations.conversation_rows import ConversationRow, list_conversations
from store.queries.conversations.message_search import Hit, find_messages
from store.queries.paging import Cursor, Page
from store.queries.surveys.responses import ResponseRow, list_responses

SEPARATOR = "; "
CONVERSATIONS = (
    *("conversation", "customer", "customer_number", "started", "last_message", "intents", "languages"),
    *("uncertain", "case", "due", "scores", "words"),
)
FOUND = ("conversation", "customer", "customer_number", "at", "written_by", "words")
CASES = (
    *("case", "kind", "status", "priority", "urgent", "customer", "customer_number", "outlet", "agent"),
    *("order", "assignee", "aspect", "opened", "due", "settled", "settled_as", "tags", "words"),
)
RESPONSES = (
    *("survey", "occasion", "status", "customer", "customer_number", "outlet", "agent", "asked"),
    *("scores", "choices", "words"),
)
ALL_COLUMNS = sorted({"business", *CONVERSATIONS, *FOUND, *CASES, *RESPONSES})


async def conversations(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the conversations, or the messages with the words of a search."""
    asked = read_fields(ConversationListQuery, visit.request.query_params)
    narrowed = conversation_filter(asked, visit.deps.house, visit.zone)
    if sought := query_terms(asked.q or ""):

        async def found(session: AsyncSession, after: Cursor | None) -> Page[Hit]:
            return await find_messages(session, sought, narrowed, after=after, size=AT_ONCE)

        return await send_list(
            visit, viewer, Listing("messages", FOUND, found, partial(_found, visit)), asked
        )

    async def page(session: AsyncSession, after: Cursor | None) -> Page[ConversationRow]:
        return await list_conversations(session, narrowed, after=after, size=AT_ONCE)

    listing = Listing("conversations", CONVERSATIONS, page, partial(_conversation, visit))
    return await send_list(visit, viewer, listing, asked)


async def cases(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the cases; those of the board are the open ones."""
    asked = read_fields(CaseListQuery, visit.request.query_params)
    wanted = case_filter(visit, viewer, asked)
    listed = LISTS[CaseView.SETTLED if asked.view is CaseView.SETTLED else CaseView.OPEN]

    async def page(session: AsyncSession, after: Cursor | None) -> Page[CaseRow]:
        return await listed(session, after, AT_ONCE, wanted)

    return await send_list(visit, viewer, Listing("cases", CASES, page, partial(_case, visit)), asked)


async def responses(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Send the invitations with their answers."""
    asked = read_fields(ResponseListQuery, visit.request.query_params)
    wanted = response_filter(visit, asked)

    async def page(session: AsyncSession, after: Cursor | None) -> Page[ResponseRow]:
        return await list_responses(session, wanted, after, AT_ONCE)

    return await send_list(
        visit, viewer, Listing("responses", RESPONSES, page, partial(_response, visit)), asked
    )


def _conversation(visit: Visit, row: ConversationRow) -> Row:
    names = {"intents": row.digest.intents, "languages": row.digest.languages}
    return (
        *(row.id, row.customer.id, row.customer.external_id, row.started_at, row.last_message_at),
        *(SEPARATOR.join(visit.text(f"{family}.{one}") for one in ones) for family, ones in names.items()),
        row.digest.uncertain,
        row.case.reference if row.case else None,
        row.case.due_at if row.case else None,
        SEPARATOR.join(f"{score.survey_key}/{score.question}={score.number}" for score in row.scores),
        row.digest.text,
    )


def _found(visit: Visit, row: Hit) -> Row:
    customer = row.conversation.customer
    by = visit.text("columns.customer" if row.direction is Direction.IN else "columns.business")
    return row.conversation.id, customer.id, customer.external_id, row.at, by, row.text


def _case(visit: Visit, row: CaseRow) -> Row:
    reasons = visit.deps.house.settle_reasons
    reason = reasons.get(row.settle_reason or "", {}).get(visit.language, row.settle_reason)
    kind, status, priority = (visit.name_of(each) for each in (row.kind, row.status, row.priority))
    aspect = visit.name_of(row.aspect) if row.aspect else None
    return (
        *(
            row.reference,
            kind,
            status,
            priority,
            int(row.is_urgent),
            row.customer.id,
            row.customer.external_id,
        ),
        *(row.outlet, row.agent, row.order_number, row.assignee, aspect, row.opened_at, row.due_at),
        *(row.settled_at, reason, SEPARATOR.join(row.tags), row.words),
    )


def _response(visit: Visit, row: ResponseRow) -> Row:
    survey = visit.deps.house.surveys.get(row.survey_key)
    return (
        survey.title[visit.language] if survey else row.survey_key,
        visit.name_of(row.occasion),
        visit.name_of(row.status),
        *(row.customer.id, row.customer.external_id, row.outlet, row.agent, row.asked_at),
        SEPARATOR.join(f"{given.question}={given.number}" for given in row.given if given.number is not None),
        SEPARATOR.join(f"{given.question}={','.join(given.choices)}" for given in row.given if given.choices),
        SEPARATOR.join(given.text for given in row.given if given.text),
    )
