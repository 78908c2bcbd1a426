"""Reactions of the bot in the sandbox."""

import json

import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods.reaction_methods import set_message_reaction
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.event_feed import EventKind, Side
from tests.bot.sandbox.methods.conftest import MakeCall


def emoji(*each: str) -> str:
    return json.dumps([{"type": "emoji", "emoji": one} for one in each])


@pytest.mark.parametrize(("reaction", "shown"), [(emoji("👌"), "👌"), ("[]", "")])
async def test_a_reaction_is_shown_and_is_no_message(
    call: MakeCall, opened: Seat, reaction: str, shown: str
) -> None:
    said = opened.say("你好")
    before = len(opened.chat.messages)
    done = await set_message_reaction(
        call(chat_id=opened.customer.id, message_id=said.message_id, reaction=reaction)
    )
    event = opened.chat.events[-1]
    assert (done, event.kind, event.by) == (True, EventKind.REACTED, Side.BOT)
    assert event.body == {"message_id": said.message_id, "emoji": shown}
    assert len(opened.chat.messages) == before


@pytest.mark.parametrize(
    ("reaction", "refusal"),
    [
        (emoji("🚪"), "REACTION_INVALID"),
        (emoji("👌", "👍"), "too many reactions"),
        ('[{"type": "paid"}]', "REACTION_INVALID"),
        ("[", "can't parse reaction"),
    ],
)
async def test_a_reaction_that_telegram_lacks_is_refused(
    call: MakeCall, opened: Seat, reaction: str, refusal: str
) -> None:
    said = opened.say("你好")
    with pytest.raises(BadRequest, match=refusal):
        await set_message_reaction(
            call(chat_id=opened.customer.id, message_id=said.message_id, reaction=reaction)
        )


async def test_a_message_that_is_not_there_gets_no_reaction(call: MakeCall, opened: Seat) -> None:
    with pytest.raises(BadRequest, match="message to react not found"):
        await set_message_reaction(call(chat_id=opened.customer.id, message_id=5, reaction=emoji("👌")))
