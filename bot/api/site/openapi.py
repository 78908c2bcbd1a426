"""The description of the API: as OpenAPI, and as a page that loads nothing from other servers."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

FOLDER = Path(__file__).with_name("static")
# The libraries of the page draw icons from data addresses; everything else is forbidden.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def docs_routes(prefix: str, describe: Callable[[], Mapping[str, Any]]) -> list[BaseRoute]:
    """Return the routes: `docs` is the page, `openapi.json` what it shows, `assets` the files it needs."""

    async def page(request: Request) -> Response:
        return FileResponse(FOLDER / "docs.html", headers=HEADERS)

    async def openapi(request: Request) -> Response:
        return JSONResponse(describe(), headers=HEADERS)

    # fastapi-offline carries the files of Swagger UI.
    assets = StaticFiles(directory=FOLDER, packages=[("fastapi_offline", "static")])
    return [
        Route(f"{prefix}/docs", page),
        Route(f"{prefix}/openapi.json", openapi),
        Mount(f"{prefix}/assets", assets),
    ]
