"""How a bot presents itself: names, descriptions and commands, by language."""

import re
from dataclasses import dataclass, field

from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.payloads import Json

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MAX_COMMANDS = 100
MAX_COMMAND_DESCRIPTION = 256
LIMITS = {"name": 64, "description": 512, "short_description": 120}
LANGUAGE = re.compile(r"[a-z]{2}")
PRIVATE_SCOPES = ("all_private_chats", "default")


@dataclass(slots=True)
class BotPresentation:
    """Texts by (field, language) and commands by (scope, language); language "" is for all others."""

    name: str
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    def set_text(self, field_name: str, language: str, text: str) -> None:
        """Store a name or description; an empty one removes it.

        Raises:
            BadRequest: it is too long, or the language is not a two-letter code.
        """
        _check_language(language)
        if len(text) > LIMITS[field_name]:
            raise BadRequest(f"{field_name.replace('_', ' ')} is too long")
        if text:
            self.texts[field_name, language] = text
        else:
            self.texts.pop((field_name, language), None)

    def text(self, field_name: str, language: str) -> str:
        """Return the text that a person with this language sees."""
        fallback = self.name if field_name == "name" else ""
        return self.texts.get((field_name, language)) or self.texts.get((field_name, "")) or fallback

    def set_commands(self, scope: str, language: str, commands: list[Json]) -> None:
        """Store the menu of commands.

        Raises:
            BadRequest: Telegram does not allow a command or a description.
        """
        _check_language(language)
        if len(commands) > MAX_COMMANDS:
            raise BadRequest("BOT_COMMANDS_TOO_MUCH")
        self.commands[scope, language] = [_command(command) for command in commands]

    def menu(self, language_code: str | None) -> list[Json]:
        """Return the commands that a customer sees in a private chat."""
        language = (language_code or "")[:2].lower()
        for scope in PRIVATE_SCOPES:
            for wanted in (language, ""):
                if found := self.commands.get((scope, wanted)):
                    return found
        return []


def _check_language(language: str) -> None:
    if language and not LANGUAGE.fullmatch(language):
        raise BadRequest("invalid language code specified")


def _command(command: Json) -> Json:
    name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
    if not COMMAND.fullmatch(name):
        raise BadRequest("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_COMMAND_DESCRIPTION:
        raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
