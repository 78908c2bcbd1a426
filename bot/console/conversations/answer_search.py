"""Answers of the business with the words that a member of staff types after "/"."""

from typing import Annotated

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.answers.showing.answer_lookup import FoundAnswer, look_up_answers
from actions.casework.staff_turn import turn_of
from actions.staff.sessions import Viewer
from bot.console.web.fields import Blank, Parameters, RowId, ShortText, path_id, read_fields
from bot.console.web.rendering import render_page
from bot.console.web.visit import Visit
from store.models.cases import Case
from store.models.conversations import Conversation
from store.queries.not_found import NotFound


class AnswerSearchQuery(Parameters):
    """The words, and the case, whose outlet is the customer's."""

    q: Annotated[ShortText | None, Blank] = None
    case: Annotated[RowId | None, Blank] = None


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show what is found as options, without a page around them."""
    asked = read_fields(AnswerSearchQuery, visit.request.query_params)
    async with visit.deps.database.reading() as session:
        found = await answers_for(session, visit, path_id(visit.request, "conversation"), asked.q, asked.case)
    return render_page(visit, "conversations/found_answers.html", found=found)


async def answers_for(
    session: AsyncSession, visit: Visit, conversation_id: int, words: str | None, case_id: int | None
) -> tuple[FoundAnswer, ...]:
    """Return the answers with these words as the customer of a conversation would read them.

    Raises:
        NotFound: there is no such conversation.
    """
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None:
        raise NotFound("conversation", conversation_id)
    if words is None:
        return ()
    case = await session.get(Case, case_id) if case_id is not None else None
    outlet = case.outlet if case and case.customer_id == conversation.customer_id else None
    turn = await turn_of(session, conversation, visit.now, visit.deps.house)
    return await look_up_answers(turn, words, outlet, visit.site.answers)
