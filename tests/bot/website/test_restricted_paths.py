"""Pages for operators answer the networks that may read them, and no others."""

from ipaddress import ip_network

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.website.proxies import TrustedProxies
from bot.website.restricted_paths import RestrictedPaths

OPEN = (ip_network("127.0.0.0/8"), ip_network("10.1.0.0/16"))
PROXIES = (ip_network("10.9.0.1"),)


async def answer(_: Request) -> Response:
    """Answer everybody."""
    return PlainTextResponse("figures")


SITE = TrustedProxies(
    RestrictedPaths(
        Starlette(routes=[Route("/metrics", answer), Route("/healthz", answer)]), ["/metrics"], OPEN
    ),
    PROXIES,
)


async def ask(path: str, peer: str, **headers: str) -> tuple[int, str]:
    """Status and words of an answer to this address."""
    transport = httpx.ASGITransport(SITE, client=(peer, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        said = await client.get(
            path, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )
    return said.status_code, said.text


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "10.1.2.3", "::ffff:10.1.2.3"])
async def test_listed_addresses_read(peer: str) -> None:
    assert await ask("/metrics", peer) == (200, "figures")


@pytest.mark.parametrize("peer", ["203.0.113.9", "10.2.0.1", "2001:db8::1"])
async def test_others_are_refused_with_the_name_of_the_setting(peer: str) -> None:
    words = f"HUIFANG_MONITORING_FROM does not list the address {peer}, so this page is closed to it.\n"
    assert await ask("/metrics", peer) == (403, words)
    assert await ask("/healthz", peer) == (200, "figures")


async def test_visitor_counts_behind_a_trusted_proxy() -> None:
    assert (await ask("/metrics", "10.9.0.1", x_forwarded_for="10.1.2.3"))[0] == 200
    assert (await ask("/metrics", "10.9.0.1", x_forwarded_for="203.0.113.9"))[0] == 403
    inside = await ask("/desk/metrics", "10.9.0.1", x_forwarded_for="203.0.113.9", x_forwarded_prefix="/desk")
    assert inside[0] == 403


@pytest.mark.parametrize("header", ["x_forwarded_for", "x_real_ip", "forwarded"])
async def test_unknown_proxy_on_this_machine_opens_nothing(header: str) -> None:
    assert (await ask("/metrics", "127.0.0.1", **{header: "203.0.113.9"}))[0] == 403
