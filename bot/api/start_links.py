"""GET /api/v1/services/link: the start link of a service, as text or as a QR code for receipts.

Systems name the service by their source and id. The address with Huifang's number is for keys of all sources,
since numbers can be guessed.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response, Security
from pydantic import BaseModel, Field

from actions.surveys.policy.events import NoSuchService
from actions.surveys.policy.services import StartLink, find_start_link, find_start_link_of_source
from bot.api.api_parts import ApiDeps
from bot.api.key_sources import is_limited, require_source
from bot.api.qr import as_png, as_svg
from bot.api.service_bodies import MistakesBody, RefusalBody, Word
from bot.api.services_ended import KEY

ANSWERS: dict[int | str, dict[str, Any]] = {
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    403: {"model": RefusalBody, "description": "The key opens no services, or not this source."},
    404: {"model": RefusalBody, "description": "No such service, or no link that could still be followed."},
    422: {"model": MistakesBody, "description": "The name of the service is none."},
    503: {"model": RefusalBody, "description": "The database or the bot's name is not available."},
}
ServiceId = Annotated[
    int, Path(ge=1, le=2**63 - 1, description="Our id of the service, for keys of all sources.")
]
SourceName = Annotated[Word, Query(description="The system that reported the service.")]
SourceId = Annotated[Word, Query(description="The service's id in that system.")]
Draw = Callable[[str], bytes]
CODES: dict[str, tuple[str, Draw]] = {"png": ("image/png", as_png), "svg": ("image/svg+xml", as_svg)}


class StartLinkBody(BaseModel):
    """A link that a customer whom the bot does not know can follow."""

    start_link: str = Field(examples=["https://t.me/huifang_bot?start=Zm9vYmFy"])
    expires_at: datetime = Field(description="When it stops working, in UTC.")


class LinkFinder:
    """Finds start links for the key of a request."""

    def __init__(self, deps: ApiDeps) -> None:
        self._deps = deps

    async def by_name(self, request: Request, source: str, source_id: str) -> StartLinkBody:
        """Return the link of a source's service.

        Raises:
            ForeignSource, NoSuchService, NoStartLink, HTTPException: there is none for this key.
        """
        require_source(request, source)
        deps = self._deps
        async with deps.database.reading() as session:
            found = await find_start_link_of_source(
                session, source, source_id, deps.clock(), deps.house().rules
            )
        return self._body(found)

    async def by_number(self, request: Request, service: int) -> StartLinkBody:
        """Return the link of a service by our number, which a key with sources never finds.

        Raises:
            NoSuchService, NoStartLink, HTTPException: there is none for this key.
        """
        if is_limited(request):
            raise NoSuchService(str(service))
        deps = self._deps
        async with deps.database.reading() as session:
            found = await find_start_link(session, str(service), deps.clock(), deps.house().rules)
        return self._body(found)

    def _body(self, found: StartLink) -> StartLinkBody:
        link = self._deps.start_link(found.token)
        if link is None:
            raise HTTPException(503, "the bot's name is not known yet")
        return StartLinkBody(start_link=link, expires_at=found.ends_at)


def start_links_router(deps: ApiDeps) -> APIRouter:
    """Return the routes of start links."""
    router = APIRouter(tags=["services"], dependencies=[Security(KEY)])
    finder = LinkFinder(deps)

    @router.get("/services/link", responses=ANSWERS)
    async def read_link(request: Request, source: SourceName, id: SourceId) -> StartLinkBody:  # noqa: A002 - the name in the body of a service
        """The link of a service, named by its source and id."""
        return await finder.by_name(request, source, id)

    @router.get("/services/{service}/link", responses=ANSWERS)
    async def read_start_link(request: Request, service: ServiceId) -> StartLinkBody:
        """The link of a service by our number; only for keys of all sources."""
        return await finder.by_number(request, service)

    for name in CODES:
        _serve_codes(router, finder, name)
    return router


def _serve_codes(router: APIRouter, finder: LinkFinder, name: str) -> None:
    """Add the routes that give a link as a picture."""
    media_type, draw = CODES[name]
    shown: dict[int | str, dict[str, Any]] = {200: {"content": {media_type: {}}}, **ANSWERS}

    async def drawn(found: Awaitable[StartLinkBody]) -> Response:
        return Response(draw((await found).start_link), media_type=media_type)

    @router.get(f"/services/link.{name}", response_class=Response, responses=shown)
    async def read_code(request: Request, source: SourceName, id: SourceId) -> Response:  # noqa: A002 - as above
        """The link of a service as a QR code, named by its source and id."""
        return await drawn(finder.by_name(request, source, id))

    @router.get(f"/services/{{service}}/link.{name}", response_class=Response, responses=shown)
    async def read_start_code(request: Request, service: ServiceId) -> Response:
        """The link of a service as a QR code by our number; only for keys of all sources."""
        return await drawn(finder.by_number(request, service))
