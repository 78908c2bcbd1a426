"""The port `SignInProvider`: an OpenID provider on loopback and the scripted one vouch in the same way."""

from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread

from bot.console.web.console_parts import ProviderRefused, ProviderUnreachable, SignInProvider
from bot.wiring.openid_provider import OpenIdProvider
from tests.fakes.sign_in_provider import CODE, OnePersonProvider

# The provider is written for an older Authlib.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BACK = "http://127.0.0.1/console/login/provider/back"
SECRET, OTHER = "s" * 64, "o" * 64
MEI = User(sub="mei", claims={"preferred_username": "mei"})

SignIn = Callable[[SignInProvider], Awaitable[str]]
Stand = tuple[SignInProvider, SignIn]


async def _sign_in_there(provider: SignInProvider) -> str:
    """Sign in on the page of the real provider, and return the code that the browser is sent back with."""
    address = await provider.address(BACK, "state", SECRET)
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(address, data={"sub": "mei"})
    said = parse_qs(urlsplit(answer.headers["location"]).query)
    assert said["state"] == ["state"]
    return said["code"][0]


async def _sign_in_scripted(provider: SignInProvider) -> str:
    await provider.address(BACK, "state", SECRET)
    return CODE


@pytest.fixture(params=["openid", "scripted"])
async def stand(request: pytest.FixtureRequest) -> AsyncIterator[Stand]:
    """A provider that knows Mei, and what signs her in there."""
    if request.param == "scripted":
        yield OnePersonProvider("mei"), _sign_in_scripted
        return
    with run_server_in_thread(require_nonce=True, user_claims=[MEI]) as server:
        issuer = f"http://localhost:{server.server_port}"
        yield OpenIdProvider(issuer, "huifang", "secret", "preferred_username"), _sign_in_there


async def test_person_who_has_signed_in_is_named(stand: Stand) -> None:
    provider, sign_in = stand
    assert await provider.name(BACK, await sign_in(provider), SECRET) == "mei"


async def test_code_is_of_no_use_to_another_browser(stand: Stand) -> None:
    provider, sign_in = stand
    code = await sign_in(provider)
    with pytest.raises(ProviderRefused):
        await provider.name(BACK, code, OTHER)


async def test_code_that_was_never_given_is_refused(stand: Stand) -> None:
    provider, sign_in = stand
    await sign_in(provider)
    with pytest.raises(ProviderRefused):
        await provider.name(BACK, "guess", SECRET)


@pytest.mark.parametrize(
    "provider",
    [
        OpenIdProvider("http://127.0.0.1:9", "huifang", "secret", "preferred_username"),
        OnePersonProvider("mei", is_away=True),
    ],
    ids=["openid", "scripted"],
)
async def test_provider_that_does_not_answer_is_named(provider: SignInProvider) -> None:
    with pytest.raises(ProviderUnreachable):
        await provider.address(BACK, "state", SECRET)
