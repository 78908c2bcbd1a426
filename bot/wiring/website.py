"""The console and the API as one website."""

from contextlib import suppress
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from actions.staff.login import Login
from actions.staff.passwords import Passwords
from actions.staff.secret_box import SecretBox
from bot.api.api_parts import ApiDeps
from bot.api.health import Check, health_routes
from bot.api.prometheus import metrics_route
from bot.api.readiness import DatabaseAnswers, NluAnswers, PollingIsRecent, WebhookIsKnown
from bot.api.site.api_app import PREFIX, build_api
from bot.api.start_link import start_link
from bot.console.console_app import build_console
from bot.console.console_texts import name_of
from bot.console.web.console_parts import ConsoleDeps, DocumentAccess, Fetch, NoSuchFile
from bot.telegram.connection import connected
from bot.telegram.downloads import GoneFile, download
from bot.timing.clock import now
from bot.website.concurrency_limit import ConcurrencyLimit
from bot.website.proxies import TrustedProxies
from bot.website.restricted_paths import RestrictedPaths
from bot.wiring.console_finder import ConsoleFinder
from bot.wiring.delivery import build_webhook
from bot.wiring.first_bot import build_bot_name, starter_files
from bot.wiring.openid_provider import build_provider
from bot.wiring.parts import Parts
from bot.wiring.plan import Plan
from bot.wiring.setting_sources import installation_sources
from store.engine.database_errors import StoreUnavailable

FOR_OPERATORS = ("/metrics", *(f"{PREFIX}/{page}" for page in ("docs", "openapi.json", "assets")))


def build_fetch(plan: Plan) -> Fetch | None:
    """Return a function that fetches a file from Telegram by its id; None without a token."""
    if plan.settings.telegram_token is None:
        return None
    token = plan.settings.telegram_token.get_secret_value()

    async def fetch(file_id: str) -> bytes:
        async with connected(token, plan.settings.telegram_api, plan.settings.proxy_to_telegram) as bot:
            try:
                return await download(bot, file_id)
            except GoneFile as exc:
                raise NoSuchFile(file_id) from exc

    return fetch


def build_website(parts: Parts, box: SecretBox) -> TrustedProxies:
    """Build the console under /console, the API under /api, and a redirect at the root."""
    console = build_console(
        ConsoleDeps(
            parts.database,
            Login(parts.database, Passwords(), box),
            parts.house,
            parts.wording,
            name_of,
            now,
            parts.in_force.now.scorecard,
            canned=parts.in_force.now.canned,
            documents=_document_access(parts),
            fetch=build_fetch(parts.plan),
            objects=parts.objects,
            effects=parts.bells.effects.ring,
            with_codes=parts.plan.settings.second_factor,
            provider=build_provider(parts.plan.settings),
            finder=ConsoleFinder(
                parts.database, parts.plan.settings.home, parts.house.zone, lambda: parts.state.finder
            ),
        )
    )
    site = Starlette(
        routes=[
            Route("/", _to_console),
            Route("/console", _to_console),
            Mount("/console", console),
            *_monitoring_routes(parts),
            *build_webhook(parts),
            Mount("", _build_api(parts)),
        ]
    )
    settings = parts.plan.settings
    limited = ConcurrencyLimit(RestrictedPaths(site, FOR_OPERATORS, settings.monitoring_from))
    return TrustedProxies(limited, settings.trusted_proxies, settings.public_url)


def _build_api(parts: Parts) -> Starlette:
    return build_api(
        ApiDeps(
            parts.database,
            lambda: parts.house,
            lambda: parts.in_force.now.scorecard,
            now,
            start_link=lambda token: start_link(parts.state.username, token),
            scheduled=parts.bells.scheduled.ring,
            effects=parts.bells.effects.ring,
            rate=parts.plan.settings.api_rate or None,
        )
    )


def build_monitoring_site(parts: Parts) -> TrustedProxies:
    """Build health and metrics alone, for a process without a website."""
    site = Starlette(routes=_monitoring_routes(parts))
    return TrustedProxies(RestrictedPaths(site, FOR_OPERATORS, parts.plan.settings.monitoring_from), ())


def _monitoring_routes(parts: Parts) -> list[Route]:
    return [
        *health_routes(_checks(parts)),
        metrics_route(parts.database, parts.measures.registry, now),
    ]


def _checks(parts: Parts) -> list[Check]:
    """Return checks of what this process needs to work."""
    checks: list[Check] = [DatabaseAnswers(parts.database)]
    if parts.plan.worker:
        checks.append(NluAnswers(parts.classifier.ready))
    if parts.plan.delivered_to:
        checks.append(WebhookIsKnown(lambda: parts.state.is_delivered_to))
    if parts.plan.polled:
        # Looked up at each check: the poller starts after the website.
        checks.append(PollingIsRecent(lambda: parts.state.last_polled(), now))  # noqa: PLW0108
    return checks


def _document_access(parts: Parts) -> DocumentAccess:
    return DocumentAccess(
        parts.in_force,
        partial(take_up, parts),
        installation_sources(parts.plan.settings),
        has_token=parts.plan.settings.telegram_token is not None and not parts.plan.sandbox,
        bot_name=build_bot_name(parts.plan),
        starters=starter_files(),
    )


async def take_up(parts: Parts) -> None:
    """Put in force at once what was published in this process; without the database, the next look does."""
    with suppress(StoreUnavailable):
        await parts.published.look(now())


async def _to_console(request: Request) -> Response:
    return RedirectResponse(f"{request.scope.get('root_path', '')}/console/", status_code=303)
