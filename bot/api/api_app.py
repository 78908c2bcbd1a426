"""The API as one application, to be mounted at the root, since its paths are complete."""

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.api.answer_routes import answers_router
from bot.api.api_auth import ApiAuth
from bot.api.api_parts import ApiDeps
from bot.api.http_errors import install_refusals, refuse_address
from bot.api.openapi import docs_routes
from bot.api.record_routes import records_router
from bot.api.reports import reports_router
from bot.api.services_ended import services_router
from bot.api.start_links import start_links_router
from bot.api.webhook_description import describe_webhooks

VERSION = "1"
PREFIX = "/api/v1"
LARGEST_BODY = 64 * 1024  # bytes


def build_api(deps: ApiDeps) -> Starlette:
    """Build the application: the description is public, everything else needs a key."""
    api = describe(deps)
    guarded = ApiAuth(api, deps.database, deps.clock, prefix=f"{PREFIX}/")
    routes = [*docs_routes(PREFIX, api.openapi), Mount("", guarded)]
    return Starlette(routes=routes, exception_handlers={404: refuse_address})


def describe(deps: ApiDeps) -> FastAPI:
    """Build the routes without authentication, as OpenAPI describes them."""
    api = FastAPI(
        title="Huifang",
        summary="Report services, read results, cases, customers and conversations, and keep the answers.",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        max_body_size=LARGEST_BODY,
    )
    install_refusals(api)
    api.include_router(services_router(deps), prefix=PREFIX)
    api.include_router(reports_router(deps), prefix=PREFIX)
    api.include_router(start_links_router(deps), prefix=PREFIX)
    api.include_router(answers_router(deps), prefix=PREFIX)
    api.include_router(records_router(deps), prefix=PREFIX)
    describe_webhooks(api)
    return api
