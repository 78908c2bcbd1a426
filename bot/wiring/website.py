"""Console and API as one website."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from actions.staff.login import Login
from actions.staff.passwords import Passwords
from bot.api.app import build_api
from bot.api.checks import DatabaseAnswers, NluAnswers, PollingIsRecent, WebhookIsKnown
from bot.api.deps import ApiDeps
from bot.api.health import Check, health_routes
from bot.api.links import start_link
from bot.api.metrics import metrics_route
from bot.console.app import build_console
from bot.console.deps import ConsoleDeps
from bot.wiring.clock import now
from bot.wiring.crowd import Crowd
from bot.wiring.delivery import build_webhook
from bot.wiring.files import build_fetch
from bot.wiring.parts import Parts


def build_website(parts: Parts) -> ASGIApp:
    """The console under /console, the API under /api, and the way in at the root."""
    console = build_console(
        ConsoleDeps(
            parts.database,
            Login(parts.database, Passwords()),
            parts.house,
            parts.wording,
            now,
            parts.scorecard,
            canned=parts.canned,
            fetch=build_fetch(parts.plan),
            effects=parts.bells.effects.ring,
        )
    )
    api = build_api(
        ApiDeps(
            parts.database,
            parts.house,
            now,
            start_link=lambda token: start_link(parts.presence.username, token),
            scheduled=parts.bells.scheduled.ring,
        )
    )
    site = Starlette(
        routes=[
            Route("/", _to_console),
            Route("/console", _to_console),
            Mount("/console", console),
            *_watch_routes(parts),
            *build_webhook(parts),
            Mount("", api),
        ]
    )
    return Crowd(site)


def build_watch_site(parts: Parts) -> ASGIApp:
    """Health and metrics alone, for a process without a website."""
    return Starlette(routes=_watch_routes(parts))


def _watch_routes(parts: Parts) -> list[Route]:
    return [
        *health_routes(_checks(parts)),
        metrics_route(parts.database, parts.measures.registry, now),
    ]


def _checks(parts: Parts) -> list[Check]:
    """What this process needs to be of use."""
    checks: list[Check] = [DatabaseAnswers(parts.database)]
    if parts.plan.worker:
        checks.append(NluAnswers(parts.classifier.ready))
    if parts.plan.delivered_to:
        checks.append(WebhookIsKnown(lambda: parts.presence.is_delivered_to))
    if parts.plan.polled:
        # Asked anew each time: the poller starts after the website.
        checks.append(PollingIsRecent(lambda: parts.presence.last_polled(), now))  # noqa: PLW0108
    return checks


async def _to_console(request: Request) -> Response:
    return RedirectResponse("/console/", status_code=303)
