"""What a trusted proxy says counts, and what any other client says does not."""

from ipaddress import ip_network

import pytest
from starlette.datastructures import URL, Headers
from starlette.types import Receive, Scope, Send

from bot.website.proxies import TrustedProxies

PROXY = "10.0.0.1"
TRUSTED = (ip_network("10.0.0.0/8"), ip_network("fd00::/8"))


async def seen(
    *headers: tuple[str, str], peer: str = PROXY, path: str = "/console/", public_url: str | None = None
) -> tuple[str, str, str]:
    """Client address, URL and root path, as the application sees them."""
    scopes: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scopes.append(scope)

    async def nothing(*_: object) -> None:
        return None

    scope = {
        "type": "http",
        "client": (peer, 4711),
        "server": ("127.0.0.1", 8080),
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"inside:8080"), *((k.lower().encode(), v.encode()) for k, v in headers)],
    }
    await TrustedProxies(app, TRUSTED, public_url)(scope, nothing, nothing)  # type: ignore[arg-type] # unused
    (given,) = scopes
    assert Headers(scope=given)["host"]
    return given["client"][0], str(URL(scope=given)), given["root_path"]


async def test_stranger_is_not_believed() -> None:
    said = (
        ("X-Forwarded-For", "203.0.113.7"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Prefix", "/evil"),
        ("Forwarded", "for=203.0.113.7;proto=https"),
    )
    assert await seen(*said, peer="198.51.100.1") == ("198.51.100.1", "http://inside:8080/console/", "")


async def test_proxy_names_visitor_scheme_and_host() -> None:
    said = (
        ("X-Forwarded-For", "203.0.113.7"),
        ("X-Forwarded-Proto", "https"),
        ("X-Forwarded-Host", "desk.example"),
    )
    assert await seen(*said) == ("203.0.113.7", "https://desk.example/console/", "")


@pytest.mark.parametrize(
    ("chain", "visitor"),
    [
        ("192.0.2.66, 203.0.113.7", "203.0.113.7"),
        ("192.0.2.66, 203.0.113.7, 10.1.1.1", "203.0.113.7"),
        ("203.0.113.7:5000", "203.0.113.7"),
        ("[2001:db8::1]:5000", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("unknown", PROXY),
        ("203.0.113.7, nonsense", PROXY),
        ("10.1.1.1, fd00::1", PROXY),
        ("", PROXY),
    ],
)
async def test_visitor_is_the_last_address_that_is_no_proxys(chain: str, visitor: str) -> None:
    assert (await seen(("X-Forwarded-For", chain)))[0] == visitor


@pytest.mark.parametrize(
    ("header", "visitor", "scheme"),
    [
        ("for=203.0.113.7;proto=https", "203.0.113.7", "https"),
        ('For="[2001:db8::1]:4711";Proto=https', "2001:db8::1", "https"),
        ("for=192.0.2.66, for=203.0.113.7;proto=https;by=10.0.0.1", "203.0.113.7", "https"),
        ("for=_hidden;proto=http", PROXY, "http"),
        ("for=unknown", PROXY, "http"),
        ("; ; =,", PROXY, "http"),
    ],
)
async def test_standard_header_is_read(header: str, visitor: str, scheme: str) -> None:
    address, url, _ = await seen(("Forwarded", header))
    assert (address, url.partition(":")[0]) == (visitor, scheme)


async def test_headers_that_contradict_each_other_are_not_believed() -> None:
    said = (
        ("X-Forwarded-For", "203.0.113.7"),
        ("Forwarded", "for=192.0.2.66"),
        ("X-Forwarded-Proto", "https"),
    )
    assert await seen(*said) == (PROXY, "http://inside:8080/console/", "")


@pytest.mark.parametrize("path", ["/desk/console/", "/console/"])
async def test_prefix_counts_whether_the_proxy_removes_it_or_not(path: str) -> None:
    assert await seen(path=path, public_url="https://example.com/desk") == (
        PROXY,
        "https://inside:8080/desk/console/",
        "/desk",
    )
    assert (await seen(("X-Forwarded-Prefix", "/desk/"), path=path))[2] == "/desk"


@pytest.mark.parametrize("prefix", ["desk", "//evil.example", "/a b", "/" + "x" * 400, "/../x;"])
async def test_odd_prefix_is_ignored(prefix: str) -> None:
    assert (await seen(("X-Forwarded-Prefix", prefix)))[2] == ""


async def test_public_address_tells_the_scheme_to_its_own_host_only() -> None:
    direct = {"peer": "198.51.100.1"}
    own = await seen(public_url="https://inside:8080", **direct)
    other = await seen(public_url="https://desk.example", **direct)
    assert (own[1], other[1]) == ("https://inside:8080/console/", "http://inside:8080/console/")


async def test_other_scopes_pass_unchanged() -> None:
    passed: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        passed.append(scope)

    async def nothing(*_: object) -> None:
        return None

    await TrustedProxies(app, TRUSTED)({"type": "lifespan"}, nothing, nothing)  # type: ignore[arg-type] # unused
    assert passed == [{"type": "lifespan"}]
