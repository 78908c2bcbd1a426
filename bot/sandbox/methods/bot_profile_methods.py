"""How the bot presents itself: its name, texts and the menu of commands."""

from bot.sandbox.methods.method_call import Method, MethodCall
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.payloads import Json


async def get_me(call: MethodCall) -> Json:
    """Return the bot itself."""
    return call.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def text_setter(field: str) -> Method:
    """Return the method that stores a name or description."""

    async def set_text(call: MethodCall) -> bool:
        call.bot.presentation.set_text(
            field, call.arguments.text("language_code"), call.arguments.text(field)
        )
        return True

    return set_text


def text_getter(field: str) -> Method:
    """Return the method that returns a name or description."""

    async def get_text(call: MethodCall) -> Json:
        return {field: call.bot.presentation.text(field, call.arguments.text("language_code"))}

    return get_text


async def set_commands(call: MethodCall) -> bool:
    """Replace the menu of a scope and language.

    Raises:
        BadRequest: the commands or the scope are not acceptable.
    """
    commands = call.arguments.decoded("commands") or []
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise BadRequest("can't parse list of bot commands JSON object")
    call.bot.presentation.set_commands(*_menu_key(call), commands)
    return True


async def get_commands(call: MethodCall) -> list[Json]:
    """Return the menu of a scope and language.

    Raises:
        BadRequest: the scope is not an object.
    """
    return call.bot.presentation.commands.get(_menu_key(call), [])


def _menu_key(call: MethodCall) -> tuple[str, str]:
    scope = call.arguments.decoded("scope") or {}
    if not isinstance(scope, dict):
        raise BadRequest("can't parse BotCommandScope")
    name = str(scope.get("type", "default"))
    if "chat_id" in scope:
        name = f"{name}:{scope['chat_id']}:{scope.get('user_id', '')}"
    return name, call.arguments.text("language_code")
