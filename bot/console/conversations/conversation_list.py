"""The list of conversations, and of messages that match a search."""

from typing import Any

from starlette.responses import Response

from actions.casework.filter_names import saved_filters
from actions.staff.sessions import Viewer
from bot.console.conversations.list_filter import ConversationListQuery, ScoreFilter, conversation_filter
from bot.console.web.fields import read_fields
from bot.console.web.notices import notice_in
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Intent, Language
from store.engine.search_terms import query_terms
from store.queries.conversations.conditions import CaseCondition, HandOver, Reviewed
from store.queries.conversations.conversation_rows import list_conversations, newest_message
from store.queries.conversations.message_search import find_messages
from store.queries.system.directory import known_outlets

CHOICES: dict[str, Any] = {
    "intents": tuple(Intent),
    "languages": tuple(Language),
    "case_filters": tuple(CaseCondition),
    "score_filters": tuple(ScoreFilter),
    "review_filters": tuple(Reviewed),
    "handover_filters": tuple(HandOver),
}


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show a page of conversations, or of messages with the words of a search, newest first."""
    asked = read_fields(ConversationListQuery, visit.request.query_params)
    narrowed = conversation_filter(asked, visit.deps.house, visit.zone)
    sought = query_terms(asked.q or "")
    page = hits = None
    async with visit.deps.database.reading() as session:
        newest = await newest_message(session)
        if sought:
            hits = await find_messages(session, sought, narrowed, after=asked.before)
        else:
            page = await list_conversations(session, narrowed, after=asked.before)
        kept = await saved_filters(session, viewer.staff_id)
        outlets = await known_outlets(session)
    return await show_page(
        visit,
        "conversations/conversations.html",
        newest=newest,
        page=page,
        hits=hits,
        asked=asked,
        kept=kept,
        outlets=outlets,
        surveys=visit.deps.house.surveys,
        notice=notice_in(visit),
        **CHOICES,
    )
