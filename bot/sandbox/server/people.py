"""The invented customers."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from bot.sandbox.server.payloads import Json, RequestBody

NAMES = ("first_name", "last_name", "username")


@dataclass(frozen=True, slots=True)
class Persona(RequestBody):
    """The profile of a new customer. `language_code` is an IETF tag as Telegram sends it (zh-hans)."""

    first_name: Annotated[str, Field(min_length=1, max_length=64)] = "Customer"
    last_name: Annotated[str, Field(max_length=64)] | None = None
    username: Annotated[str, Field(pattern=r"^\w{3,32}$")] | None = None
    language_code: Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None


@dataclass(slots=True)
class SandboxCustomer:
    """A person who can talk to bots. The id has 41 bits: more than 32, as Telegram's ids may have."""

    id: int
    persona: Persona
    deactivated: bool = False

    def names(self) -> Json:
        """Return the names that are known, as users and private chats show them."""
        return {name: value for name in NAMES if (value := getattr(self.persona, name))}

    def as_user(self) -> Json:
        """Return the `User` object."""
        code = self.persona.language_code
        user: Json = {"id": self.id, "is_bot": False, **self.names()}
        return user | ({"language_code": code} if code else {})
