"""The API as one application, to be mounted at the root, since its paths are complete."""

from typing import Any

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.api.answer_file_routes import answer_files_router
from bot.api.answer_routes import answers_router
from bot.api.api_parts import ApiDeps
from bot.api.http_errors import install_refusals, refuse_address
from bot.api.record_routes import records_router
from bot.api.reports import reports_router
from bot.api.service_bodies import RefusalBody
from bot.api.services_ended import services_router
from bot.api.site.api_auth import ApiAuth
from bot.api.site.openapi import docs_routes
from bot.api.site.webhook_description import describe_webhooks
from bot.api.start_links import start_links_router
from bot.api.surveys.survey_routes import surveys_router
from bot.api.writing.case_writing import case_writing_router
from bot.api.writing.conversation_writing import conversation_writing_router
from bot.api.writing.customer_writing import customer_writing_router
from bot.api.writing.write_refusals import install_write_refusals

VERSION = "1"
PREFIX = "/api/v1"
LARGEST_BODY = 64 * 1024  # bytes
ROUTERS = (
    services_router,
    reports_router,
    start_links_router,
    answers_router,
    answer_files_router,
    records_router,
    surveys_router,
    case_writing_router,
    conversation_writing_router,
    customer_writing_router,
)
PACED: dict[int | str, dict[str, Any]] = {
    429: {"model": RefusalBody, "description": "Too many requests of this key; see Retry-After."}
}


def build_api(deps: ApiDeps) -> Starlette:
    """Build the application: the description is public, everything else needs a key."""
    api = describe(deps)
    guarded = ApiAuth(api, deps.database, deps.clock, prefix=f"{PREFIX}/", rate=deps.rate)
    routes = [*docs_routes(PREFIX, api.openapi), Mount("", guarded)]
    return Starlette(routes=routes, exception_handlers={404: refuse_address})


def describe(deps: ApiDeps) -> FastAPI:
    """Build the routes without authentication, as OpenAPI describes them."""
    api = FastAPI(
        title="Huifang",
        summary="Report services, read results, work on cases and conversations, and keep the answers.",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        max_body_size=LARGEST_BODY,
    )
    install_refusals(api)
    install_write_refusals(api)
    for build in ROUTERS:
        api.include_router(build(deps), prefix=PREFIX, responses=PACED)
    describe_webhooks(api)
    return api
