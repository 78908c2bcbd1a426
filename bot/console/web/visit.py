"""One request, with its viewer and language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hmac import compare_digest
from zoneinfo import ZoneInfo

from starlette.requests import Request

from actions.settings.zones import zone_names
from actions.staff.failures import NotAllowed, SignedOut
from actions.staff.sessions import FirstStep, Viewer, resume
from actions.staff.tokens import new_token
from bot.console.web.console_parts import ConsoleDeps, Site
from bot.console.web.cookies import Cookie, read_cookie
from nlu.contract.labels import Aspect, Language


def choose_page_language(
    chosen: Language | None, kept: str | None, accepted: str, default: Language
) -> Language:
    """Return the member's choice, else that in the cookie, else that of the browser, else the default.

    `kept` is the cookie and `accepted` the header `Accept-Language` (RFC 9110, 12.5.4).
    """
    if chosen is not None:
        return chosen
    if kept in {*Language}:
        return Language(kept)
    return next(_accepted(accepted), default)


def _accepted(header: str) -> Iterator[Language]:
    ranges = [_weighed(part) for part in header.split(",")[:20]]
    for _, tag in sorted(ranges, key=lambda weighed: -weighed[0]):
        if tag in {*Language}:
            yield Language(tag)


def _weighed(part: str) -> tuple[float, str]:
    tag, _, parameter = part.partition(";")
    _, _, quality = parameter.strip().partition("q=")
    try:
        weight = float(quality) if quality else 1.0
    except ValueError:
        weight = 0.0
    return weight, tag.strip().lower().partition("-")[0]


def choose_zone(told: str | None, default: ZoneInfo) -> ZoneInfo:
    """Return the zone that the browser named, if it exists, else that of the business."""
    return ZoneInfo(told) if told in zone_names() else default


FORM_FIELD = "csrf"
BACKGROUND = "x-huifang-background"  # sent by the console's script without a click


@dataclass(frozen=True, slots=True)
class Visit:
    """A request. `form_token` is in every form of the page, and must be posted with it.

    `zone` is that of the browser if it is known; periods are in the business's zone.
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
        """Return what the console is built from."""
        return self.site.deps

    @property
    def first_step(self) -> FirstStep | None:
        """Return what the viewer must do before the console opens to them."""
        return self.viewer.first_step(self.deps.with_codes) if self.viewer else None

    def text(self, key: str, **values: object) -> str:
        """Return a text in the visitor's language."""
        return self.deps.wording[self.language][key].format(**values)

    def name_of(self, member: Enum) -> str:
        """Return the name of a member of a closed set; the business may have its own.

        Raises:
            KeyError: the set has no names.
        """
        business = self.deps.house.business
        own = business.aspect_name(member, self.language) if isinstance(member, Aspect) else None
        return own or self.text(self.deps.name_of(member))


async def begin_visit(request: Request, site: Site) -> Visit:
    """Find out who makes this request.

    Raises:
        StoreUnavailable: the database does not answer.
    """
    now = site.deps.clock()
    return _visit(request, site.at_present(), now, await _viewer(request, site, now))


async def require_session(visit: Visit) -> None:
    """Check that the session of a visit has not ended.

    Raises:
        SignedOut: it has.
    """
    token = read_cookie(visit.request, Cookie.SESSION) or ""
    await resume(visit.deps.database, token, visit.deps.clock(), is_use=False)


def anonymous_visit(request: Request, site: Site) -> Visit:
    """Return a visit without asking the database, for pages of failures."""
    return _visit(request, site.at_present(), site.deps.clock(), None)


def require_own_form(visit: Visit, form: dict[str, str]) -> None:
    """Refuse a form that did not come from a page of the console in this browser.

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
    # A page that reloads by itself does not count as use of the session, or an idle session would never end.
    is_use = BACKGROUND not in request.headers
    try:
        return await resume(site.deps.database, token, now, is_use=is_use)
    except SignedOut:
        return None
