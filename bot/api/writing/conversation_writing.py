"""Writes of conversations: replies, notes, and giving a conversation back to the bot."""

from typing import Annotated, Any

from fastapi import APIRouter, Response, Security
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.handover import hand_back, reply
from actions.casework.note_writing import write_note
from actions.exchange.request_claims import WriteAnswer
from bot.api.api_parts import ApiDeps
from bot.api.record_routes import RowNumber
from bot.api.services_ended import KEY
from bot.api.writing.sole_write import WRITES, SoleWrite, sole_write
from bot.api.writing.write_bodies import NoteBody, ReplyBody, WrittenBody


def conversation_writing_router(deps: ApiDeps) -> APIRouter:
    """Return the routes that write in conversations."""
    router = APIRouter(
        prefix="/conversations/{conversation}", tags=["conversations"], dependencies=[Security(KEY)]
    )
    asked = sole_write(deps)
    _add_replies(router, deps, asked)
    _add_notes(router, deps, asked)
    _add_hand_back(router, deps, asked)
    return router


def _add_replies(router: APIRouter, deps: ApiDeps, asked: Any) -> None:
    @router.post("/replies", status_code=202, responses=WRITES, response_model=WrittenBody)
    async def post_reply(
        conversation: RowNumber, body: ReplyBody, write: Annotated[SoleWrite, asked]
    ) -> Response:
        """Write to the customer, as a member of staff does. The answer has the id of the message.

        The conversation must be that of the key: `take` takes it over from the bot. Where a colleague
        answers, in an older conversation, or where the customer cannot be reached, nothing is sent (409).
        """

        async def change(session: AsyncSession) -> WriteAnswer:
            sent = await reply(
                session,
                conversation,
                body.text,
                write.staff_id,
                deps.clock(),
                deps.house(),
                wait=body.wait,
                take=body.take,
                quotes=body.quote,
            )
            return WriteAnswer(202, sent.id)

        return await write.once(change)


def _add_notes(router: APIRouter, deps: ApiDeps, asked: Any) -> None:
    @router.post("/notes", status_code=201, responses=WRITES, response_model=WrittenBody)
    async def post_note(
        conversation: RowNumber, body: NoteBody, write: Annotated[SoleWrite, asked]
    ) -> Response:
        """Write a note beside a conversation; no customer reads it."""

        async def change(session: AsyncSession) -> WriteAnswer:
            note = await write_note(session, conversation, body.text, write.staff_id, deps.clock())
            return WriteAnswer(201, note.id)

        return await write.once(change)


def _add_hand_back(router: APIRouter, deps: ApiDeps, asked: Any) -> None:
    @router.post("/hand_back", status_code=204, responses=WRITES)
    async def give_back(conversation: RowNumber, write: Annotated[SoleWrite, asked]) -> Response:
        """Let the bot answer again in a conversation that the key has taken over; the customer is told."""

        async def change(session: AsyncSession) -> WriteAnswer:
            await hand_back(session, conversation, write.staff_id, deps.clock(), deps.house())
            return WriteAnswer(204)

        return await write.once(change)
