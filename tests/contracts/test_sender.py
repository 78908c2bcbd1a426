"""The port `Sender`: Telegram's sender, the counted one and the scripted one end in the same ways."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import pytest
from prometheus_client import CollectorRegistry, Counter

from actions.turn.send_outcomes import SendError, Unreachable
from bot.telegram.connection import HuifangBot
from bot.telegram.sender import TelegramSender
from bot.wiring.timed_parts import CountedSender
from bot.worker.loops.ports import Sender
from store.models.address import Address
from store.models.queues import OutboxAction
from store.queues.button import Button
from store.queues.outgoing import Outgoing
from store.queues.text_mention import TextMention
from tests.bot.telegram.conftest import Stand
from tests.fakes.sender import ScriptedSender
from tests.fakes.uploads import RememberedUploads

BUTTONS = ((Button("好", "a:1"),),)


@dataclass(frozen=True, slots=True)
class Channel:
    """A sender with a customer who can be written to, and how one is lost."""

    sender: Sender
    text: Outgoing
    tap: Callable[[int], Awaitable[str]]
    block: Callable[[], Awaitable[None]]


async def scripted() -> Channel:
    fake = ScriptedSender()

    async def block() -> None:
        fake.outcomes.append(Unreachable("blocked"))

    async def tap(_: int) -> str:
        return "tap-1"

    text = Outgoing(Address(5), OutboxAction.SEND, "你好", BUTTONS)
    return Channel(fake, text, tap, block)


async def telegram(stand: Stand, bot: HuifangBot) -> Channel:
    customer = await stand.client.customer("Ann", "en")
    await stand.client.send_text(customer, "/start")

    async def block() -> None:
        await stand.client.move(customer, "block")

    async def tap(message_id: int) -> str:
        return (await stand.client.tap(customer, message_id, "a:1")).query_id

    text = Outgoing(Address(customer), OutboxAction.SEND, "你好", BUTTONS)
    return Channel(TelegramSender(bot, RememberedUploads()), text, tap, block)


@pytest.fixture(params=["telegram", "counted", "scripted"])
async def channel(request: pytest.FixtureRequest, stand: Stand, bot: HuifangBot) -> Channel:
    if request.param == "scripted":
        return await scripted()
    made = await telegram(stand, bot)
    if request.param == "telegram":
        return made
    ends = Counter("sends", "Sends by how they ended", ["action", "outcome"], registry=CollectorRegistry())
    return replace(made, sender=CountedSender(made.sender, ends))


async def test_each_message_has_a_number(channel: Channel) -> None:
    numbers = [await channel.sender.send(channel.text) for _ in range(3)]
    assert all(isinstance(number, int) for number in numbers)
    assert len(set(numbers)) == 3


async def test_customer_who_is_gone_is_unreachable(channel: Channel) -> None:
    await channel.sender.send(channel.text)
    await channel.block()
    with pytest.raises(Unreachable) as caught:
        await channel.sender.send(channel.text)
    assert isinstance(caught.value, SendError)
    assert caught.value.reason == "blocked"


async def test_name_of_a_stranger_is_sent_as_words(channel: Channel) -> None:
    named = replace(channel.text, text="你好，李娜", mentions=(TextMention(3, 2, Address(987654321)),))
    assert isinstance(await channel.sender.send(named), int)


async def test_edit_makes_no_message(channel: Channel) -> None:
    number = await channel.sender.send(channel.text)
    edit = replace(channel.text, action=OutboxAction.EDIT, text="谢谢", buttons=(), target=number)
    assert await channel.sender.send(edit) is None


async def test_answer_to_a_tap_makes_no_message(channel: Channel) -> None:
    number = await channel.sender.send(channel.text)
    assert number is not None
    tap = await channel.tap(number)
    answer = replace(channel.text, action=OutboxAction.ANSWER_TAP, text="", buttons=(), tap=tap)
    assert await channel.sender.send(answer) is None


async def test_reaction_makes_no_message(channel: Channel) -> None:
    number = await channel.sender.send(channel.text)
    reaction = replace(channel.text, action=OutboxAction.REACT, text="👌", buttons=(), target=number)
    assert await channel.sender.send(reaction) is None


async def test_activity_makes_no_message(channel: Channel) -> None:
    typing = replace(channel.text, action=OutboxAction.SHOW_ACTIVITY, text="typing", buttons=())
    assert await channel.sender.send(typing) is None
