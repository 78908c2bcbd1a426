"""The chat page at `/`: the start is rendered here, a small script of our own does the rest."""

from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.control.control_edge import Edge
from bot.sandbox.page.page_texts import WORDS
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

    def __init__(self, edge: Edge) -> None:
        self._edge = edge
        templates = Environment(
            loader=PackageLoader("bot.sandbox.page"), autoescape=True, undefined=StrictUndefined
        )
        self._template = templates.get_template("chat.html")

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/", self._edge.guarded(self.show), methods=["GET"]),
            Mount("/sandbox/static", StaticFiles(directory=STATIC)),
        ]

    async def show(self, request: Request) -> Response:
        """Render the page in the visitor's language."""
        language = chosen_language(request)
        response = HTMLResponse(
            self._template.render(
                language=language,
                other=Language.EN if language is Language.ZH else Language.ZH,
                words=WORDS[language],
                faults=[(kind.value, fault_word(language, kind)) for kind in FaultKind],
            ),
            headers=HEADERS,
        )
        if "lang" in request.query_params:
            response.set_cookie(COOKIE, language, max_age=365 * 24 * 3600, samesite="strict", httponly=True)
        return response


def chosen_language(request: Request) -> Language:
    """Return what was asked for, else what was chosen before, else what the browser prefers."""
    for value in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if value in set(Language):
            return Language(value)
    return preferred_language(request.headers.get("accept-language", ""))


def preferred_language(header: str) -> Language:
    """Return the first of our languages by the weights of an Accept-Language header; English when none is."""
    weighted: list[tuple[float, str]] = []
    for part in header.split(","):
        tag, _, weight = part.partition(";q=")
        try:
            weighted.append((-float(weight or 1), tag.strip()[:2].lower()))
        except ValueError:
            continue
    ours = [tag for _, tag in sorted(weighted, key=lambda pair: pair[0]) if tag in set(Language)]
    return Language(ours[0]) if ours else Language.EN


def fault_word(language: Language, kind: FaultKind) -> str:
    """Return the name of a fault; some kinds share their name with something else on the page."""
    words = WORDS[language]
    return words.get(f"fault_{kind}") or words[kind]
