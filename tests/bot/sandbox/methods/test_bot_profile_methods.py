import json

import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.bot_profile_methods import get_commands, get_me, set_commands
from bot.sandbox.server.bot_api_errors import BadRequest
from tests.bot.sandbox.methods.conftest import MakeCall

START = [{"command": "start", "description": "Begin"}]


async def test_get_me_returns_the_bot(call: MakeCall, seat: Seat) -> None:
    me = await get_me(call())
    assert {name: me[name] for name in seat.bot.as_user()} == seat.bot.as_user()
    assert (me["can_join_groups"], me["supports_inline_queries"]) == (True, False)


@pytest.mark.parametrize(
    ("setter", "getter", "field"),
    [
        ("setmyname", "getmyname", "name"),
        ("setmydescription", "getmydescription", "description"),
        ("setmyshortdescription", "getmyshortdescription", "short_description"),
    ],
)
async def test_texts_are_set_and_read_by_language(
    call: MakeCall, setter: str, getter: str, field: str
) -> None:
    assert await METHODS[setter](call(**{field: "你好", "language_code": "zh"})) is True
    assert await METHODS[setter](call(**{field: "Hello"})) is True
    assert await METHODS[getter](call(language_code="zh")) == {field: "你好"}
    assert await METHODS[getter](call(language_code="en")) == {field: "Hello"}


async def test_the_name_shows_in_messages(call: MakeCall, seat: Seat) -> None:
    await METHODS["setmyname"](call(name="回访"))
    assert (await get_me(call()))["first_name"] == "回访"


async def test_commands_are_kept_by_scope_and_language(call: MakeCall) -> None:
    await set_commands(call(commands=json.dumps(START), language_code="en"))
    scope = {"type": "chat", "chat_id": 7}
    assert await get_commands(call(language_code="en")) == START
    assert await get_commands(call(language_code="zh")) == []
    assert await get_commands(call(language_code="en", scope=scope)) == []


@pytest.mark.parametrize("commands", ["{", '"x"', "[5]"])
async def test_commands_must_be_a_list_of_objects(call: MakeCall, commands: str) -> None:
    with pytest.raises(BadRequest):
        await set_commands(call(commands=commands))


async def test_a_scope_must_be_an_object(call: MakeCall) -> None:
    with pytest.raises(BadRequest, match="can't parse BotCommandScope"):
        await set_commands(call(commands=START, scope="[1]"))
