"""The menu of commands."""

from bot.sandbox.methods.call import Call, Method
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.payloads import Json


async def set_commands(call: Call) -> bool:
    """Replace the menu of a scope and language."""
    commands = call.arguments.decoded("commands") or []
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise BadRequest("can't parse list of bot commands JSON object")
    call.bot.profile.set_commands(*_key(call), commands)
    return True


async def get_commands(call: Call) -> list[Json]:
    """Return the menu of a scope and language."""
    return call.bot.profile.commands.get(_key(call), [])


async def delete_commands(call: Call) -> bool:
    """Remove the menu of a scope and language."""
    call.bot.profile.commands.pop(_key(call), None)
    return True


async def set_menu_button(call: Call) -> bool:
    """Accept a menu button; the page shows the commands in any case."""
    if not isinstance(call.arguments.decoded("menu_button") or {}, dict):
        raise BadRequest("can't parse menu button")
    return True


async def get_menu_button(call: Call) -> Json:
    """Return the menu button."""
    return {"type": "commands" if call.bot.profile.commands else "default"}


def _key(call: Call) -> tuple[str, str]:
    scope = call.arguments.decoded("scope") or {}
    if not isinstance(scope, dict):
        raise BadRequest("can't parse BotCommandScope")
    name = str(scope.get("type", "default"))
    if "chat_id" in scope:
        name = f"{name}:{scope['chat_id']}:{scope.get('user_id', '')}"
    return name, call.arguments.text("language_code")


METHODS: dict[str, Method] = {
    "setmycommands": set_commands,
    "getmycommands": get_commands,
    "deletemycommands": delete_commands,
    "setchatmenubutton": set_menu_button,
    "getchatmenubutton": get_menu_button,
}
