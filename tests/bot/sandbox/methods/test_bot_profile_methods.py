import pytest

from bot.sandbox.methods.bot_profile_methods import METHODS, get_me
from bot.sandbox.server.customer_moves import Seat
from tests.bot.sandbox.methods.conftest import MakeCall


async def test_a_bot_learns_who_it_is(call: MakeCall, seat: Seat) -> None:
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


@pytest.mark.parametrize("method", ["logout", "close"])
async def test_a_bot_may_leave(call: MakeCall, method: str) -> None:
    assert await METHODS[method](call()) is True
