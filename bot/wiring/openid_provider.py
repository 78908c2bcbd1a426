"""Sign-in by OpenID Connect Core 1.0: the code flow with PKCE (RFC 7636), a state and a nonce."""

import hashlib

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.starlette_client import StarletteOAuth2App
from joserfc.errors import JoseError

from bot.console.web.console_parts import ProviderRefused, ProviderUnreachable
from bot.settings import Settings

SCOPE = "openid profile email"
TIMEOUT = 10.0  # seconds


class OpenIdProvider:
    """A provider that this installation is registered with."""

    def __init__(self, issuer: str, client: str, secret: str, claim: str) -> None:
        """Take the claim, such as `preferred_username`, that holds the names of accounts."""
        self._claim = claim
        self._issuer = issuer
        self._app = StarletteOAuth2App(
            framework=None,
            name="staff",
            client_id=client,
            client_secret=secret,
            server_metadata_url=f"{issuer}/.well-known/openid-configuration",
            client_kwargs={"scope": SCOPE, "code_challenge_method": "S256", "timeout": TIMEOUT},
        )

    async def address(self, back: str, state: str, secret: str) -> str:
        """Return where the person signs in.

        Raises:
            ProviderUnreachable: the provider does not answer, or not as one.
        """
        try:
            made = await self._app.create_authorization_url(
                back, state=state, nonce=_nonce(secret), code_verifier=secret
            )
        except (httpx2.HTTPError, ValueError, RuntimeError) as exc:
            raise ProviderUnreachable(str(exc)) from exc
        return str(made["url"])

    async def name(self, back: str, code: str, secret: str) -> str:
        """Return the name of the account of the person for whom the provider gave this code.

        Raises:
            ProviderRefused: the provider does not take the code, or the proof is not what was asked for.
            ProviderUnreachable: the provider does not answer, or not as one.
        """
        try:
            token = await self._app.fetch_access_token(redirect_uri=back, code=code, code_verifier=secret)
            issued_by = {"iss": {"essential": True, "values": [self._issuer, f"{self._issuer}/"]}}
            person = await self._app.parse_id_token(token, nonce=_nonce(secret), claims_options=issued_by)
        except (AuthlibBaseError, JoseError) as exc:
            raise ProviderRefused(str(exc)) from exc
        except (httpx2.HTTPError, ValueError, RuntimeError) as exc:
            raise ProviderUnreachable(str(exc)) from exc
        name = person.get(self._claim) if person else None
        if not isinstance(name, str) or not name:
            raise ProviderRefused(f"the provider gives no {self._claim}")
        if self._claim == "email" and person.get("email_verified") is not True:
            raise ProviderRefused("the provider has not verified the address")
        return name


def build_provider(settings: Settings) -> OpenIdProvider | None:
    """Return the provider of the settings, if they name one."""
    if settings.oidc_issuer is None or settings.oidc_client is None or settings.oidc_secret is None:
        return None
    secret = settings.oidc_secret.get_secret_value()
    return OpenIdProvider(settings.oidc_issuer, settings.oidc_client, secret, settings.oidc_claim)


def _nonce(secret: str) -> str:
    """Return what binds the proof to the browser without showing the secret to the provider's pages."""
    return hashlib.sha256(f"nonce {secret}".encode()).hexdigest()
