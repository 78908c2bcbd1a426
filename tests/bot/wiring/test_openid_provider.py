"""Sign-in against a real OpenID provider, on loopback."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread

from bot.console.web.console_parts import ProviderRefused, ProviderUnreachable
from bot.wiring.openid_provider import OpenIdProvider

# The provider is written for an older Authlib.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BACK = "http://127.0.0.1/console/login/provider/back"
SECRET, OTHER = "s" * 64, "o" * 64
MEI = User(sub="mei", claims={"preferred_username": "mei", "email": "mei@example.com"})


@pytest.fixture
def issuer() -> Iterator[str]:
    """A provider that knows one person."""
    with run_server_in_thread(require_nonce=True, user_claims=[MEI]) as server:
        yield f"http://localhost:{server.server_port}"


def provider_of(issuer: str, claim: str = "preferred_username") -> OpenIdProvider:
    return OpenIdProvider(issuer, "huifang", "a secret", claim)


async def signed_in(provider: OpenIdProvider) -> tuple[str, str]:
    """The code and the state with which a person who has signed in is sent back."""
    address = await provider.address(BACK, "the state", SECRET)
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(address, data={"sub": "mei"})
    said = parse_qs(urlsplit(answer.headers["location"]).query)
    return said["code"][0], said["state"][0]


async def test_person_is_named(issuer: str) -> None:
    provider = provider_of(issuer)
    code, state = await signed_in(provider)
    assert (state, await provider.name(BACK, code, SECRET)) == ("the state", "mei")


async def test_secret_of_the_browser_is_not_shown_to_the_provider(issuer: str) -> None:
    assert SECRET not in await provider_of(issuer).address(BACK, "the state", SECRET)


async def test_code_for_another_browser_is_refused(issuer: str) -> None:
    provider = provider_of(issuer)
    code, _ = await signed_in(provider)
    with pytest.raises(ProviderRefused):
        await provider.name(BACK, code, OTHER)


async def test_code_that_was_never_given_is_refused(issuer: str) -> None:
    with pytest.raises(ProviderRefused):
        await provider_of(issuer).name(BACK, "guess", SECRET)


@pytest.mark.parametrize("claim", ["nickname", "email"])
async def test_name_that_is_missing_or_not_verified_is_refused(issuer: str, claim: str) -> None:
    provider = provider_of(issuer, claim)
    code, _ = await signed_in(provider)
    with pytest.raises(ProviderRefused):
        await provider.name(BACK, code, SECRET)


async def test_provider_that_does_not_answer_is_named() -> None:
    with pytest.raises(ProviderUnreachable):
        await provider_of("http://127.0.0.1:9").address(BACK, "the state", SECRET)
