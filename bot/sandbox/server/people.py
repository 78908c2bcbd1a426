"""The invented customers."""

from dataclasses import dataclass

from bot.sandbox.server.payloads import Json


@dataclass(frozen=True, slots=True)
class Persona:
    """Who a new customer is said to be. `language_code` is an IETF tag as Telegram sends it (zh-hans)."""

    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


@dataclass(slots=True)
class Customer:
    """A person who can talk to bots. The id has 41 bits: more than 32, as Telegram's may have."""

    id: int
    persona: Persona
    deactivated: bool = False

    def names(self) -> Json:
        """Return the names that are known, as users and private chats show them."""
        found = {
            "first_name": self.persona.first_name,
            "last_name": self.persona.last_name,
            "username": self.persona.username,
        }
        return {field: value for field, value in found.items() if value}

    def as_user(self) -> Json:
        """Return the `User` object."""
        user: Json = {"id": self.id, "is_bot": False, **self.names()}
        if self.persona.language_code:
            user["language_code"] = self.persona.language_code
        return user
