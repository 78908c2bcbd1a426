"""One request, with who makes it and in which language."""

from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from zoneinfo import ZoneInfo

from starlette.requests import Request

from actions.staff.errors import NotAllowed, SignedOut
from actions.staff.sessions import Viewer, resume
from actions.staff.tokens import new_token
from bot.console.cookies import Cookie, read_cookie
from bot.console.deps import ConsoleDeps
from bot.console.languages import choose_page_language
from bot.console.site import Site
from bot.console.zones import choose_zone
from nlu.labels import Language

FORM_FIELD = "csrf"
BACKGROUND = "x-huifang-background"  # sent by our own script where nobody has clicked


@dataclass(frozen=True, slots=True)
class Visit:
    """A request. `form_token` goes into every form of the page, and must come back with what is posted.

    `zone` is that of the visitor's clock, as far as the browser tells; periods are of the business's clock.
    """

    request: Request
    site: Site
    now: datetime
    language: Language
    zone: ZoneInfo
    viewer: Viewer | None
    form_token: str

    @property
    def deps(self) -> ConsoleDeps:
        """What the console was given."""
        return self.site.deps

    def text(self, key: str, **values: object) -> str:
        """A text in the visitor's language."""
        return self.deps.wording[self.language][key].format(**values)


async def begin_visit(request: Request, site: Site) -> Visit:
    """Find out who makes this request.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    now = site.deps.clock()
    return _visit(request, site, now, await _viewer(request, site, now))


async def still_there(visit: Visit) -> None:
    """Make sure that the session of a visit that goes on has not ended meanwhile.

    Raises:
        SignedOut: it has.
    """
    token = read_cookie(visit.request, Cookie.SESSION) or ""
    await resume(visit.deps.database, token, visit.deps.clock(), is_use=False)


def anonymous_visit(request: Request, site: Site) -> Visit:
    """The same without asking the database: for pages that say that something is wrong."""
    return _visit(request, site, site.deps.clock(), None)


def require_own_form(visit: Visit, form: dict[str, str]) -> None:
    """Refuse a form that did not come from a page of ours in this browser.

    Raises:
        NotAllowed: the secret is missing or another one.
    """
    expected = visit.viewer.csrf_token if visit.viewer else read_cookie(visit.request, Cookie.FORM)
    if not expected or not compare_digest(form.get(FORM_FIELD, "").encode(), expected.encode()):
        raise NotAllowed("the form was not ours")


def _visit(request: Request, site: Site, now: datetime, viewer: Viewer | None) -> Visit:
    language = choose_page_language(
        viewer.language if viewer else None,
        read_cookie(request, Cookie.LANGUAGE),
        request.headers.get("accept-language", ""),
        site.deps.house.language,
    )
    kept = read_cookie(request, Cookie.FORM)
    form_token = viewer.csrf_token if viewer else kept or new_token()
    zone = choose_zone(read_cookie(request, Cookie.ZONE), site.deps.house.zone)
    return Visit(request, site, now, language, zone, viewer, form_token)


async def _viewer(request: Request, site: Site, now: datetime) -> Viewer | None:
    token = read_cookie(request, Cookie.SESSION)
    if token is None:
        return None
    # A page that fetches itself anew is no use of the session: it would never end beside an empty chair.
    is_use = BACKGROUND not in request.headers
    try:
        return await resume(site.deps.database, token, now, is_use=is_use)
    except SignedOut:
        return None
