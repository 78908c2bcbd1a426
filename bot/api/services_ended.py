"""POST /api/v1/services/ended: systems report that a service has ended."""

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Body, Request, Response, Security
from fastapi.security import HTTPBearer

from actions.surveys.policy.services import service_ended
from bot.api.api_parts import ApiDeps
from bot.api.key_sources import require_source
from bot.api.service_bodies import (
    EXAMPLES,
    ConflictBody,
    DecisionBody,
    MistakesBody,
    RefusalBody,
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
        log.info("service told", service=told.service, created=told.created, key=request.state.holder.id)
        if told.created:
            deps.scheduled()
        else:
            response.status_code = 200
        link = deps.start_link(told.start_token) if told.start_token else None
        return DecisionBody.of(told, link)

    return router
