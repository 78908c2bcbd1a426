"""The chat page at `/`, and that of staff at `/staff`. The server renders the start; scripts do the rest."""

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.control.control_edge import ControlEdge, ControlRequest
from bot.sandbox.page.page_texts import fault_name, page_texts
from bot.sandbox.server.fault_plan import FaultKind
from nlu.contract.labels import Language

STATIC = Path(__file__).parent / "static"
COOKIE = "sandbox_language"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class ChatPage:
    """The page and its files."""

    def __init__(self, edge: ControlEdge) -> None:
        self._edge = edge
        templates = Environment(
            loader=PackageLoader("bot.sandbox.page"), autoescape=True, undefined=StrictUndefined
        )
        self._chat, self._staff = (templates.get_template(name) for name in ("chat.html", "staff.html"))

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/", self._edge.guarded(self.show), methods=["GET"]),
            Route("/staff", self._edge.guarded(self.show_staff), methods=["GET"]),
            Mount("/sandbox/static", StaticFiles(directory=STATIC)),
        ]

    async def show(self, request: ControlRequest) -> Response:
        """Render the page of customers in the visitor's language."""
        return self._rendered(self._chat, request)

    async def show_staff(self, request: ControlRequest) -> Response:
        """Render the page of staff in a group with topics in the visitor's language."""
        return self._rendered(self._staff, request)

    def _rendered(self, template: Template, request: ControlRequest) -> Response:
        query, header = request.http.query_params.get("lang"), request.http.headers.get("accept-language", "")
        language = chosen_language(query, request.http.cookies.get(COOKIE), header)
        response = HTMLResponse(
            template.render(
                language=language,
                other=Language.EN if language is Language.ZH else Language.ZH,
                texts=page_texts(language),
                faults=[(kind.value, fault_name(language, kind)) for kind in FaultKind],
            ),
            headers=HEADERS,
        )
        if query is not None:
            response.set_cookie(COOKIE, language, max_age=365 * 24 * 3600, samesite="strict", httponly=True)
        return response


def chosen_language(query: str | None, cookie: str | None, header: str) -> Language:
    """Return the language of the query, else of the cookie, else of the Accept-Language header."""
    for value in (query, cookie):
        if value in set(Language):
            return Language(value)
    return preferred_language(header)


def preferred_language(header: str) -> Language:
    """Return the supported language with the highest weight in an Accept-Language header, or English."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.partition(";q=")
        try:
            weighted.append((-float(weight or 1), tag.strip()[:2].lower()))
        except ValueError:
            continue
    ours = [tag for _, tag in sorted(weighted, key=lambda pair: pair[0]) if tag in set(Language)]
    return Language(ours[0]) if ours else Language.EN
