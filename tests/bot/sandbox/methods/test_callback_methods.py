import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods.callback_methods import answer_callback_query
from bot.sandbox.server.bot_api_errors import QUERY_TOO_OLD, BadRequest
from bot.sandbox.server.event_feed import EventKind, Side
from tests.bot.sandbox.conftest import FakeClock
from tests.bot.sandbox.methods.conftest import MakeCall


@pytest.fixture
def query(opened: Seat) -> str:
    """A tap that waits for its answer."""
    return opened.tap(1, "yes", forge=True).query_id


async def test_an_answer_is_shown_in_the_chat(call: MakeCall, opened: Seat, query: str) -> None:
    made = call(callback_query_id=query, text="Noted", show_alert="true")
    assert await answer_callback_query(made) is True
    event = opened.chat.events[-1]
    assert (event.kind, event.by) == (EventKind.ANSWERED, Side.BOT)
    assert event.body == {"query_id": query, "text": "Noted", "alert": True}


async def test_a_query_may_be_answered_twice(call: MakeCall, query: str) -> None:
    assert await answer_callback_query(call(callback_query_id=query)) is True
    assert await answer_callback_query(call(callback_query_id=query)) is True


async def test_an_answer_has_at_most_200_characters(call: MakeCall, query: str) -> None:
    assert await answer_callback_query(call(callback_query_id=query, text="字" * 200)) is True
    with pytest.raises(BadRequest, match="MESSAGE_TOO_LONG"):
        await answer_callback_query(call(callback_query_id=query, text="字" * 201))


async def test_an_old_query_is_refused(call: MakeCall, query: str, clock: FakeClock) -> None:
    clock.advance(151)
    with pytest.raises(BadRequest) as caught:
        await answer_callback_query(call(callback_query_id=query))
    assert caught.value.description == f"Bad Request: {QUERY_TOO_OLD}"


@pytest.mark.parametrize("query_id", ["123", "", None])
async def test_an_unknown_query_is_refused(call: MakeCall, query_id: object) -> None:
    with pytest.raises(BadRequest, match="query is too old"):
        await answer_callback_query(call(callback_query_id=query_id))
