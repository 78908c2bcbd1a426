"""A sign-in provider that vouches for one person."""

from bot.console.web.console_parts import ProviderRefused, ProviderUnreachable

CODE = "the-code"


class OnePersonProvider:
    """Vouches for a name where it is given the code and the secret of the sign-in that it began."""

    def __init__(self, name: str, *, is_away: bool = False) -> None:
        self._name = name
        self._is_away = is_away
        self.begun: tuple[str, str, str] = ("", "", "")

    async def address(self, back: str, state: str, secret: str) -> str:
        if self._is_away:
            raise ProviderUnreachable("away")
        self.begun = (back, state, secret)
        return "https://login.example.com/begin"

    async def name(self, back: str, code: str, secret: str) -> str:
        if (back, code, secret) != (self.begun[0], CODE, self.begun[2]):
            raise ProviderRefused("another code")
        return self._name
