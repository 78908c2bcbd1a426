"""Writes of cases: PATCH /api/v1/cases/{case}, and notes, settling and reopening below it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response, Security
from sqlalchemy.ext.asyncio import AsyncSession

from actions.casework.case_steps import case_to_change, note_on_case
from actions.casework.settling import settle
from actions.exchange.case_change import change_case, reopen
from actions.exchange.request_claims import WriteAnswer
from bot.api.api_parts import ApiDeps
from bot.api.entity_tags import content_tag, require_unchanged
from bot.api.record_bodies import CaseBody
from bot.api.record_routes import RowNumber
from bot.api.services_ended import KEY
from bot.api.writing.sole_write import CHANGES, WRITES, SoleWrite, describe_if_match, sole_write
from bot.api.writing.write_bodies import CaseChangeBody, NoteBody, SettleBody, WrittenBody
from store.queries.system.exchange_records import read_case_record


def case_writing_router(deps: ApiDeps) -> APIRouter:
    """Return the routes that change cases."""
    router = APIRouter(prefix="/cases/{case}", tags=["cases"], dependencies=[Security(KEY)])
    asked = sole_write(deps)
    _add_change(router, deps, asked)
    _add_settling(router, deps, asked)
    _add_reopening(router, deps, asked)
    _add_notes(router, deps, asked)
    return router


def _add_change(router: APIRouter, deps: ApiDeps, asked: Any) -> None:
    @router.patch("", status_code=204, responses=CHANGES, dependencies=[Depends(describe_if_match)])
    async def patch_case(
        case: RowNumber, body: CaseChangeBody, write: Annotated[SoleWrite, asked]
    ) -> Response:
        """Assign an open case, or give it a priority or other tags. ETag names its new version."""

        async def change(session: AsyncSession) -> WriteAnswer:
            await _require_same(session, case, write.request)
            await change_case(session, case, body.change, write.staff_id, deps.clock())
            return WriteAnswer(204, tag=await _tag(session, case))

        return await write.once(change)


def _add_settling(router: APIRouter, deps: ApiDeps, asked: Any) -> None:
    @router.post("/settle", status_code=204, responses=CHANGES, dependencies=[Depends(describe_if_match)])
    async def settle_case(case: RowNumber, body: SettleBody, write: Annotated[SoleWrite, asked]) -> Response:
        """Settle a case; the customer is told, and a survey follows by policy."""

        async def change(session: AsyncSession) -> WriteAnswer:
            await _require_same(session, case, write.request)
            await settle(
                session,
                case,
                write.staff_id,
                deps.clock(),
                deps.house(),
                reason=body.reason,
                argument=body.argument,
            )
            return WriteAnswer(204, tag=await _tag(session, case))

        return await write.once(change)


def _add_reopening(router: APIRouter, deps: ApiDeps, asked: Any) -> None:
    @router.post("/reopen", status_code=204, responses=CHANGES, dependencies=[Depends(describe_if_match)])
    async def reopen_case(case: RowNumber, write: Annotated[SoleWrite, asked]) -> Response:
        """Open a closed case again, with a new promised time; an open one stays as it is."""

        async def change(session: AsyncSession) -> WriteAnswer:
            await _require_same(session, case, write.request)
            await reopen(session, case, write.staff_id, deps.clock(), deps.house())
            return WriteAnswer(204, tag=await _tag(session, case))

        return await write.once(change)


def _add_notes(router: APIRouter, deps: ApiDeps, asked: Any) -> None:
    @router.post("/notes", status_code=201, responses=WRITES, response_model=WrittenBody)
    async def note_in_case(case: RowNumber, body: NoteBody, write: Annotated[SoleWrite, asked]) -> Response:
        """Write a note into the history of a case; no customer reads it."""

        async def change(session: AsyncSession) -> WriteAnswer:
            note = await note_on_case(session, case, body.text, write.staff_id, deps.clock())
            return WriteAnswer(201, note.id)

        return await write.once(change)


async def _require_same(session: AsyncSession, case_id: int, request: Request) -> None:
    await case_to_change(session, case_id)
    require_unchanged(request, await _tag(session, case_id))


async def _tag(session: AsyncSession, case_id: int) -> str:
    await session.flush()
    return content_tag(CaseBody.model_validate(await read_case_record(session, case_id)))
