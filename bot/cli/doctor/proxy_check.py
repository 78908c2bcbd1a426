"""Checks of what stands in front of the website: TLS, and the headers by which it names visitors."""

from collections.abc import AsyncIterator
from ipaddress import ip_address

import httpx

from bot.cli.doctor.diagnosis import CheckResult, fine, wrong
from bot.settings import Settings

WITHIN = 10.0
TRUST = "set HUIFANG_TRUSTED_PROXIES to the proxy's address, such as 127.0.0.1"


async def check_proxy(settings: Settings) -> AsyncIterator[CheckResult]:
    """Yield whether visitors reach the website in safety; the website is asked if it has a public address."""
    if settings.public_url is None:
        yield _without_proxy(settings.host)
        return
    if settings.public_url.startswith("http://"):
        yield wrong("proxy", f"{settings.public_url} is not encrypted", "put a proxy with TLS in front")
        return
    if not settings.trusted_proxies:
        yield wrong("proxy", "no proxy is trusted: all visitors share one address and its throttle", TRUST)
        return
    yield await _asked(settings.public_url)


def _without_proxy(host: str) -> CheckResult:
    if _is_loopback(host):
        return fine("proxy", f"none; the website answers this machine only ({host})")
    advice = "let it listen on 127.0.0.1 behind a proxy with TLS, and set HUIFANG_PUBLIC_URL"
    return wrong("proxy", f"the website listens on {host} without TLS", advice)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _asked(public: str) -> CheckResult:
    try:
        async with httpx.AsyncClient(timeout=WITHIN) as client:
            answer = await client.get(f"{public}/console/login")
    except httpx.HTTPError as exc:
        return wrong("proxy", f"{public} does not answer: {exc}", "start proxy and website; see its log")
    if answer.status_code != httpx.codes.OK:
        return wrong("proxy", f"{public} answers {answer.status_code}", "is the website running?")
    if "strict-transport-security" not in answer.headers:
        advice = f"let the proxy set X-Forwarded-Proto and X-Forwarded-For, and {TRUST}"
        return wrong("proxy", "the website does not learn that visitors come by TLS", advice)
    return fine("proxy", f"{public} answers, and knows that visitors come by TLS")
