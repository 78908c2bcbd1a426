"""What Telegram says about the bot in a group."""

from dataclasses import replace

import pytest

from actions.staffroom.room.room_rights import GONE
from bot.telegram.connection import HuifangBot
from bot.telegram.topic_calls import TelegramTopicCalls
from store.models.address import Address
from tests.bot.telegram.conftest import Stand
from tests.fakes.topic_calls import READY


@pytest.mark.parametrize(
    ("standing", "facts"),
    [
        (
            {"status": "administrator", "rights": ["can_pin_messages"]},
            replace(READY, manages_topics=False, deletes=False),
        ),
        (
            {"status": "administrator", "rights": ["can_delete_messages"]},
            replace(READY, manages_topics=False, pins=False),
        ),
        (
            {"status": "member", "rights": []},
            replace(READY, is_administrator=False, manages_topics=False, pins=False, deletes=False),
        ),
    ],
)
async def test_rights_in_a_group_are_read(
    stand: Stand, bot: HuifangBot, standing: dict[str, object], facts: object
) -> None:
    group = await stand.client.group("Staff", [await stand.client.customer("Ann", "en")], forum=True)
    await stand.client.ask("PUT", f"/groups/{group}/standing", standing)
    assert await TelegramTopicCalls(bot, Address(42)).examine(Address(group)) == facts


async def test_bot_that_was_removed_has_no_rights(stand: Stand, bot: HuifangBot) -> None:
    group = await stand.client.group("Staff", [await stand.client.customer("Ann", "en")], forum=True)
    await stand.client.ask("PUT", f"/groups/{group}/standing", {"status": "kicked"})
    facts = await TelegramTopicCalls(bot, Address(42)).examine(Address(group))
    assert (facts.is_member, GONE.is_member) == (False, False)
