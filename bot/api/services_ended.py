"""POST /api/v1/services/ended, /booked and /called-off: systems report services."""

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Body, Request, Response, Security
from fastapi.security import HTTPBearer

from actions.surveys.asking.schedule import call_off
from actions.surveys.policy.bookings import service_booked
from actions.surveys.policy.services import Told, service_ended
from bot.api.api_parts import ApiDeps
from bot.api.key_sources import require_source
from bot.api.service_bodies import (
    BOOKING,
    EXAMPLES,
    CalledOffBody,
    ConflictBody,
    DecisionBody,
    MistakesBody,
    RefusalBody,
    ServiceBookedBody,
    ServiceEndedBody,
)

log = structlog.get_logger(__name__)

# For the description only: `ApiAuth` checks the key.
KEY = HTTPBearer(auto_error=False, scheme_name="key", description="A key from `huifang key add NAME`.")
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": DecisionBody, "description": "Told before with the same content: the same answer."},
    202: {"description": "Stored and decided on."},
    400: {"model": RefusalBody, "description": "The body is not JSON."},
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    403: {"model": RefusalBody, "description": "The key opens no services, or not this source."},
    409: {"model": ConflictBody, "description": "Source and id are known with other content."},
    413: {"description": "The body is too large."},
    422: {"model": MistakesBody, "description": "Fields are missing or wrong; each is named."},
    503: {"model": RefusalBody, "description": "The database is not available; send it again."},
}

CALLED_OFF = {code: each for code, each in ANSWERS.items() if code not in (200, 202, 409)} | {
    404: {"model": RefusalBody, "description": "No such booking is known."}
}


def services_router(deps: ApiDeps) -> APIRouter:
    """Return the routes of services."""
    router = APIRouter(tags=["services"], dependencies=[Security(KEY)])

    @router.post("/services/ended", status_code=202, responses=ANSWERS)
    async def tell_service_ended(
        body: Annotated[ServiceEndedBody, Body(openapi_examples=EXAMPLES)],
        request: Request,
        response: Response,
    ) -> DecisionBody:
        """Report that a service has ended; a survey is scheduled, or skipped for a named reason.

        It can be reported repeatedly: source and id identify one service.
        """
        require_source(request, body.source)
        async with deps.database.transaction() as session:
            told = await service_ended(session, body.event(), deps.clock(), deps.house())
        return _answered(told, deps, request, response)

    @router.post("/services/booked", status_code=202, responses=ANSWERS)
    async def tell_service_booked(
        body: Annotated[ServiceBookedBody, Body(examples=[BOOKING])],
        request: Request,
        response: Response,
    ) -> DecisionBody:
        """Report that a service is booked; what the customer expects is asked a day before it begins.

        A booking that is moved is reported again with another beginning. When the service has ended, report
        it with the same source, id and survey: then only how it was is asked, and reports compare both.
        """
        require_source(request, body.source)
        async with deps.database.transaction() as session:
            told = await service_booked(session, body.event(), deps.clock(), deps.house())
        return _answered(told, deps, request, response)

    @router.post("/services/called-off", status_code=204, responses=CALLED_OFF)
    async def tell_service_called_off(body: CalledOffBody, request: Request) -> None:
        """Report that a booking is called off: nothing is asked about it any more."""
        require_source(request, body.source)
        async with deps.database.transaction() as session:
            booking = await call_off(session, body.source, body.id, deps.clock())
        log.info("booking called off", service=booking, key=request.state.holder.id)

    return router


def _answered(told: Told, deps: ApiDeps, request: Request, response: Response) -> DecisionBody:
    """Log what was told, wake the sender, and return the decision."""
    log.info("service told", service=told.service, created=told.created, key=request.state.holder.id)
    if told.created:
        deps.scheduled()
    else:
        response.status_code = 200
    link = deps.start_link(told.start_token) if told.start_token else None
    return DecisionBody.of(told, link)
