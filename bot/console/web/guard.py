"""The checks before every page: session, permission, form secret; and the pages of failures."""

import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from actions.staff.failures import NotAllowed, SignedOut
from actions.staff.permissions import Permission, require
from actions.staff.sessions import FirstStep, Viewer
from bot.console.web.addresses import base_path
from bot.console.web.console_parts import Site
from bot.console.web.fields import BadInput, read_form
from bot.console.web.rendering import go_to, render_page
from bot.console.web.same_origin import require_same_origin
from bot.console.web.visit import Visit, anonymous_visit, begin_visit, require_own_form
from store.engine.database_errors import Conflict, StoreError, StoreUnavailable
from store.objects.object_store import ObjectsUnavailable
from store.queries.not_found import NotFound

log = structlog.get_logger(__name__)

STATUSES: dict[type[Exception], int] = {
    NotAllowed: 403,
    NotFound: 404,
    BadInput: 400,
    Conflict: 409,
    StoreUnavailable: 503,
    ObjectsUnavailable: 503,
}

FILES_AWAY = "files"
# Each of these has a separate page; other client errors share that of 400.
REFUSALS: tuple[int | str, ...] = (400, 403, 404, 405, 409, 413, 415, 429, 500, 503, FILES_AWAY)

LARGEST_FORM = 64 * 1024  # bytes, of most forms
ACCOUNT_PAGE = "/account"

Endpoint = Callable[[Request], Awaitable[Response]]
OpenView = Callable[[Visit, dict[str, str]], Awaitable[Response]]
View = Callable[[Visit, Viewer, dict[str, str]], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Guard:
    """Calls a view after the checks, or answers in its place. A view is given the posted form, if any."""

    site: Site

    def open(self, view: OpenView) -> Endpoint:
        """Return the endpoint of a view for all visitors."""

        async def attend(visit: Visit) -> Response:
            return await view(visit, await _own_form(visit))

        return self._endpoint(attend)

    def staff(self, page: "StaffPage") -> Endpoint:
        """Return the endpoint of a page for staff with its permission.

        Where a first step must be taken, most pages lead to the account, on which it is taken.
        """

        async def attend(visit: Visit) -> Response:
            if visit.viewer is None:
                raise SignedOut
            require(visit.viewer.role, page.permission)
            if visit.first_step and visit.first_step not in page.opens_for:
                return go_to(f"{base_path(visit.request)}{ACCOUNT_PAGE}")
            try:
                return await page.view(
                    visit, visit.viewer, await _own_form(visit, most_files=page.most_files)
                )
            finally:
                await visit.request.close()  # and with it a posted file

        return self._endpoint(attend)

    async def refuse(self, request: Request, exc: Exception, visit: Visit | None = None) -> Response:
        """Return the page that says what is wrong."""
        status = exc.status_code if isinstance(exc, HTTPException) else STATUSES.get(type(exc), 500)
        # A constraint that refuses a write is a race, or a fault that operators must hear of.
        if status == 500 or isinstance(exc, Conflict):
            _record(request, exc)
        if isinstance(exc, ObjectsUnavailable):
            log.error("the store of files does not answer", reason=str(exc))
        fields = exc.names if isinstance(exc, BadInput) else ()
        visit = visit or await self._recognised(request)
        return render_page(visit, "refusal.html", status, told=_told(exc, status), fields=fields)

    def _endpoint(self, attend: Callable[[Visit], Awaitable[Response]]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            visit = None
            try:
                visit = await begin_visit(request, self.site)
                return await attend(visit)
            except SignedOut:
                return _send_to_login(request)
            except Exception as exc:
                return await self.refuse(request, exc, visit)

        return endpoint

    async def _recognised(self, request: Request) -> Visit:
        try:
            return await begin_visit(request, self.site)
        except StoreError:
            return anonymous_visit(request, self.site)


def _told(exc: Exception, status: int) -> int | str:
    """Return the one of `REFUSALS` that says what is wrong."""
    if isinstance(exc, ObjectsUnavailable):
        return FILES_AWAY
    return status if status in REFUSALS else 400


async def _own_form(visit: Visit, *, most_files: int = 0) -> dict[str, str]:
    if visit.request.method != "POST":
        return {}
    require_same_origin(visit.request)
    form = await read_form(visit.request, most_files=most_files)
    require_own_form(visit, form)
    return form


def _send_to_login(request: Request) -> Response:
    """Redirect to the login page; a stream gets 204, which ends its reconnecting (WHATWG HTML, 9.2)."""
    if "text/event-stream" in request.headers.get("accept", ""):
        return Response(status_code=204)
    return go_to(_login_address(request))


def _login_address(request: Request) -> str:
    """Return the address of the login page, which leads back to the requested page."""
    login = f"{base_path(request)}/login"
    if request.method != "GET":
        return login
    url = request.url
    return f"{login}?next={quote(f'{url.path}?{url.query}' if url.query else url.path)}"


def _record(request: Request, exc: Exception) -> None:
    # The message of an exception may quote a customer; its type and place do not.
    places = [
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(exc.__traceback__)
    ]
    log.error("page failed", method=request.method, kind=type(exc).__name__, places=places[-5:])


@dataclass(frozen=True, slots=True)
class OpenPage:
    """An address for all visitors."""

    method: str
    path: str
    view: OpenView


@dataclass(frozen=True, slots=True)
class StaffPage:
    """An address for staff with a permission, which `opens_for` those who still have to take a first step.

    `largest_form` is in bytes; the form may carry `most_files`.
    """

    method: str
    path: str
    permission: Permission
    view: View
    opens_for: tuple[FirstStep, ...] = ()
    largest_form: int = LARGEST_FORM
    most_files: int = 0
