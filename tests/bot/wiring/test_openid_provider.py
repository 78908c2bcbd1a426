"""What a real OpenID provider, on loopback, is asked, and which names it can give."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread

from bot.console.web.console_parts import ProviderRefused
from bot.wiring.openid_provider import OpenIdProvider

# The provider is written for an older Authlib.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

BACK = "http://127.0.0.1/console/login/provider/back"
SECRET = "s" * 64
MEI = User(sub="mei", claims={"preferred_username": "mei", "email": "mei@example.com"})


@pytest.fixture
def issuer() -> Iterator[str]:
    """A provider that knows one person."""
    with run_server_in_thread(require_nonce=True, user_claims=[MEI]) as server:
        yield f"http://localhost:{server.server_port}"


async def test_provider_is_asked_for_a_code_with_pkce_and_never_sees_the_secret(issuer: str) -> None:
    provider = OpenIdProvider(issuer, "huifang", "a secret", "preferred_username")
    address = await provider.address(BACK, "the state", SECRET)
    asked = parse_qs(urlsplit(address).query)
    assert {name: asked[name] for name in ("response_type", "state", "code_challenge_method")} == {
        "response_type": ["code"],
        "state": ["the state"],
        "code_challenge_method": ["S256"],
    }
    assert SECRET not in address


@pytest.mark.parametrize("claim", ["nickname", "email"])
async def test_name_that_is_missing_or_not_verified_is_refused(issuer: str, claim: str) -> None:
    provider = OpenIdProvider(issuer, "huifang", "a secret", claim)
    address = await provider.address(BACK, "the state", SECRET)
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(address, data={"sub": "mei"})
    code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
    with pytest.raises(ProviderRefused):
        await provider.name(BACK, code, SECRET)
