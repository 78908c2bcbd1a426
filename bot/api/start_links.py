"""GET /api/v1/services/{service}/link: the start link of a service, as text or as a QR code for receipts."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Response, Security
from pydantic import BaseModel, Field

from actions.surveys.policy.services import find_start_link
from bot.api.api_parts import ApiDeps
from bot.api.qr import as_png, as_svg
from bot.api.service_bodies import MistakesBody, RefusalBody
from bot.api.services_ended import KEY

ANSWERS: dict[int | str, dict[str, Any]] = {
    401: {"model": RefusalBody, "description": "No key, or one that is not known."},
    404: {"model": RefusalBody, "description": "No such service, or no link that could still be followed."},
    422: {"model": MistakesBody, "description": "The number of the service is none."},
    503: {"model": RefusalBody, "description": "The database or the bot's name is not available."},
}
ServiceId = Annotated[int, Path(ge=1, le=2**63 - 1, description="Our id of the service.")]


class StartLinkBody(BaseModel):
    """A link that a customer whom the bot does not know can follow."""

    start_link: str = Field(examples=["https://t.me/huifang_bot?start=Zm9vYmFy"])
    expires_at: datetime = Field(description="When it stops working, in UTC.")


def start_links_router(deps: ApiDeps) -> APIRouter:
    """The routes about start links."""
    router = APIRouter(tags=["services"], dependencies=[Security(KEY)])

    async def find(service: int) -> StartLinkBody:
        async with deps.database.reading() as session:
            found = await find_start_link(session, str(service), deps.clock(), deps.house.rules)
        link = deps.start_link(found.token)
        if link is None:
            raise HTTPException(503, "the bot's name is not known yet")
        return StartLinkBody(start_link=link, expires_at=found.ends_at)

    @router.get("/services/{service}/link", responses=ANSWERS)
    async def read_start_link(service: ServiceId) -> StartLinkBody:
        """The link itself."""
        return await find(service)

    def serve(name: str, media_type: str, draw: Callable[[str], bytes]) -> None:
        shown: dict[int | str, dict[str, Any]] = {200: {"content": {media_type: {}}}, **ANSWERS}

        @router.get(f"/services/{{service}}/link.{name}", response_class=Response, responses=shown)
        async def read_start_code(service: ServiceId) -> Response:
            """The link as a QR code."""
            return Response(draw((await find(service)).start_link), media_type=media_type)

    serve("png", "image/png", as_png)
    serve("svg", "image/svg+xml", as_svg)
    return router
