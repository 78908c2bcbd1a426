"""GET /api/v1/surveys and invitations: what is asked, and what was answered."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Request, Response, Security
from pydantic import Field

from bot.api.api_parts import ApiDeps
from bot.api.record_bodies import RecordsBody
from bot.api.record_routes import LARGEST_ID, LISTED, SINGLE, PageQuery, RowNumber, note_readings, tagged
from bot.api.services_ended import KEY
from bot.api.surveys.survey_bodies import InvitationBody, SurveyBody, SurveysBody
from store.models.surveys import InvitationStatus
from store.queries.surveys.survey_records import (
    InvitationChoice,
    list_invitations,
    read_invitation_record,
)

Name = Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$")]


class InvitationQuery(PageQuery):
    """Which invitations."""

    survey: Name = None
    status: InvitationStatus | None = None
    outlet: Name = None
    customer: Annotated[int | None, Field(ge=1, le=LARGEST_ID)] = None


def surveys_router(deps: ApiDeps) -> APIRouter:
    """Return the routes of surveys; who reads them is in the audit log."""
    router = APIRouter(tags=["surveys"], dependencies=[Security(KEY), Depends(note_readings(deps))])
    _add_definitions(router, deps)
    _add_invitations(router, deps)
    return router


def _add_definitions(router: APIRouter, deps: ApiDeps) -> None:
    @router.get("/surveys", response_model=SurveysBody, responses=LISTED)
    async def get_surveys(request: Request) -> Response:
        """The surveys that are asked now, with their questions in each language."""
        surveys = deps.house().surveys
        return tagged(request, SurveysBody(items=[SurveyBody.of(surveys[key]) for key in sorted(surveys)]))

    @router.get("/surveys/{key}", response_model=SurveyBody, responses=SINGLE)
    async def get_survey(
        key: Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{0,19}$")], request: Request
    ) -> Response:
        """One survey."""
        survey = deps.house().surveys.get(key)
        if survey is None:
            raise HTTPException(404, "no survey has this key")
        return tagged(request, SurveyBody.of(survey))


def _add_invitations(router: APIRouter, deps: ApiDeps) -> None:
    @router.get("/invitations", response_model=RecordsBody[InvitationBody], responses=LISTED)
    async def get_invitations(query: Annotated[InvitationQuery, Query()], request: Request) -> Response:
        """Invitations with their answers, the newest first."""
        wanted = InvitationChoice(query.survey, query.status, query.outlet, query.customer)
        async with deps.database.reading() as session:
            rows = await list_invitations(session, query.page, wanted)
        bodies = [InvitationBody.model_validate(row) for row in rows]
        return tagged(request, RecordsBody[InvitationBody].of(bodies, query.size))

    @router.get("/invitations/{invitation}", response_model=InvitationBody, responses=SINGLE)
    async def get_invitation(invitation: RowNumber, request: Request) -> Response:
        """One invitation with its answers."""
        async with deps.database.reading() as session:
            record = await read_invitation_record(session, invitation)
        return tagged(request, InvitationBody.model_validate(record))
