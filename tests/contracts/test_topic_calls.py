"""The port `TopicCalls`: topics of Telegram and in memory are made, changed and missed in the same ways."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest

from actions.staffroom.room.room_rights import GONE
from actions.staffroom.topics.topic_title import CALM
from actions.turn.send_outcomes import NothingToDo, TopicGone
from bot.telegram.connection import HuifangBot
from bot.telegram.topic_calls import TelegramTopicCalls
from bot.worker.loops.ports import TopicCalls
from store.models.address import Address
from tests.bot.telegram.conftest import Stand
from tests.fakes.topic_calls import READY, MemoryTopics


@dataclass(frozen=True, slots=True)
class ForumChannel:
    """A group with topics, and how one of them is closed by hand."""

    calls: TopicCalls
    group: Address
    close: Callable[[int], Awaitable[None]]


@pytest.fixture(params=["telegram", "memory"])
async def forum(request: pytest.FixtureRequest, stand: Stand, bot: HuifangBot) -> ForumChannel:
    if request.param == "memory":
        memory, group = MemoryTopics(), Address(-7)
        memory.known[group] = READY

        async def close_in_memory(thread: int) -> None:
            memory.closed.add(thread)

        return ForumChannel(memory, group, close_in_memory)
    number = await stand.client.group("Staff", [await stand.client.customer("Ann", "en")], forum=True)

    async def close(thread: int) -> None:
        await stand.client.ask("POST", f"/groups/{number}/topics/{thread}/close")

    return ForumChannel(TelegramTopicCalls(bot, Address(42)), Address(number), close)


async def test_rights_are_told(forum: ForumChannel) -> None:
    assert await forum.calls.examine(forum.group) == READY
    assert await forum.calls.examine(Address(-9)) == GONE


async def test_each_topic_has_a_number(forum: ForumChannel) -> None:
    numbers = {await forum.calls.create_topic(forum.group, "Emma", CALM) for _ in range(2)}
    assert len(numbers) == 2


async def test_same_title_again_is_nothing_to_do(forum: ForumChannel) -> None:
    thread = await forum.calls.create_topic(forum.group, "Emma", CALM)
    await forum.calls.rename_topic(forum.group, thread, "Emma · settled")
    with pytest.raises(NothingToDo):
        await forum.calls.rename_topic(forum.group, thread, "Emma · settled")


async def test_closed_topic_is_opened_and_one_that_is_gone_is_said_to_be(forum: ForumChannel) -> None:
    thread = await forum.calls.create_topic(forum.group, "Emma", CALM)
    await forum.close(thread)
    await forum.calls.reopen_topic(forum.group, thread)
    with pytest.raises(NothingToDo):
        await forum.calls.reopen_topic(forum.group, thread)
    with pytest.raises(TopicGone):
        await forum.calls.reopen_topic(forum.group, 5)
