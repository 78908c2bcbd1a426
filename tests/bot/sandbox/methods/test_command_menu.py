import json

import pytest

from bot.sandbox.methods.command_menu import (
    delete_commands,
    get_commands,
    get_menu_button,
    set_commands,
    set_menu_button,
)
from bot.sandbox.server.bot_api_errors import BadRequest
from tests.bot.sandbox.methods.conftest import MakeCall

START = [{"command": "start", "description": "Begin"}]


async def test_commands_are_kept_by_scope_and_language(call: MakeCall) -> None:
    await set_commands(call(commands=json.dumps(START), language_code="en"))
    scope = {"type": "chat", "chat_id": 7}
    assert await get_commands(call(language_code="en")) == START
    assert await get_commands(call(language_code="zh")) == []
    assert await get_commands(call(language_code="en", scope=scope)) == []


async def test_commands_are_deleted(call: MakeCall) -> None:
    await set_commands(call(commands=START))
    assert await delete_commands(call()) is True
    assert await delete_commands(call()) is True
    assert await get_commands(call()) == []


@pytest.mark.parametrize("commands", ["{", '"x"', "[5]"])
async def test_commands_must_be_a_list_of_objects(call: MakeCall, commands: str) -> None:
    with pytest.raises(BadRequest):
        await set_commands(call(commands=commands))


async def test_a_scope_must_be_an_object(call: MakeCall) -> None:
    with pytest.raises(BadRequest, match="can't parse BotCommandScope"):
        await set_commands(call(commands=START, scope="[1]"))


async def test_the_menu_button_shows_commands_where_there_are_any(call: MakeCall) -> None:
    assert await get_menu_button(call()) == {"type": "default"}
    await set_commands(call(commands=START))
    assert await set_menu_button(call(menu_button='{"type": "commands"}')) is True
    assert await get_menu_button(call()) == {"type": "commands"}


async def test_a_menu_button_must_be_an_object(call: MakeCall) -> None:
    with pytest.raises(BadRequest, match="can't parse menu button"):
        await set_menu_button(call(menu_button="[1]"))
