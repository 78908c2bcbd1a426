"""Rendering of pages, with the values that every template needs."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from starlette.responses import HTMLResponse, RedirectResponse, Response

from actions.staff.permissions import Permission, is_allowed
from bot.console.web.addresses import base_path
from bot.console.web.cookies import Cookie, keep_cookie, read_cookie
from bot.console.web.fields import cursor_text
from bot.console.web.navigation import ConsoleSection, SectionGroup, sections_for
from bot.console.web.time_formats import clock_time, day, from_now, full_time, short_time
from bot.console.web.visit import Visit
from store.queries.staff_notices import count_notices
from store.queries.system.alarms import AlarmCounts, count_alarms

# How far back sends with an unknown outcome are shown.
ALARM_DAYS = timedelta(days=7)
NO_ALARMS = AlarmCounts(0, 0, 0)


async def render_staff_page(visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """Render a page for a member of staff, with the strip of alarms."""
    async with visit.deps.database.glance() as session:
        alarms = await count_alarms(session, visit.now - ALARM_DAYS)
        news = await count_notices(session, visit.viewer.staff_id) if visit.viewer else 0
    return render_page(visit, template, status, alarms=alarms, news=news, **values)


def render_page(visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """Render a page that needs no database."""
    content = visit.site.environment.get_template(template).render(_context(visit) | values)
    response = HTMLResponse(content, status)
    if visit.viewer is None and read_cookie(visit.request, Cookie.FORM) != visit.form_token:
        keep_cookie(visit.request, response, Cookie.FORM, visit.form_token)
    return response


def go_to(target: str) -> Response:
    """Redirect the browser, by GET."""
    return RedirectResponse(target, status_code=303)


def _context(visit: Visit) -> dict[str, Any]:
    return {
        "t": visit.text,
        "named": visit.name_of,
        "language": visit.language,
        "viewer": visit.viewer,
        "may": partial(_may, visit),
        "sections": _sections(visit),
        "csrf": visit.form_token,
        "base": base_path(visit.request),
        "here": _here(visit),
        "version": visit.site.files_version,
        "now": visit.now,
        "business_name": visit.deps.house.business.name_in(visit.language),
        "surveys": visit.deps.house.surveys,
        "cursor_text": cursor_text,
        "alarms": NO_ALARMS,
        "news": 0,
        **_times(visit),
    }


def _sections(visit: Visit) -> dict[SectionGroup, tuple[ConsoleSection, ...]]:
    """Return the parts of the console that open to the viewer: none before a first step."""
    viewer = visit.viewer
    return sections_for(viewer.role) if viewer and not visit.first_step else {}


def _may(visit: Visit, permission: str) -> bool:
    return visit.viewer is not None and is_allowed(visit.viewer.role, Permission(permission))


def _times(visit: Visit) -> dict[str, Callable[[datetime], str]]:
    zone, language, now = visit.zone, visit.language, visit.now
    return {
        "short_time": lambda at: short_time(at, now, zone, language),
        "clock_time": lambda at: clock_time(at, zone, language),
        "full_time": lambda at: full_time(at, zone, language),
        "day": lambda at: day(at, zone, language),
        "from_now": lambda at: from_now(at, now, language),
    }


def _here(visit: Visit) -> str:
    """Return the address of the page, to come back to; the console's root after a POST."""
    url = visit.request.url
    if visit.request.method not in ("GET", "HEAD"):
        return f"{base_path(visit.request)}/"
    return f"{url.path}?{url.query}" if url.query else url.path
