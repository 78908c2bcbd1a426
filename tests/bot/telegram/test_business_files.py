"""A file of the business is uploaded once; an id that Telegram refuses is replaced by another upload."""

import pytest
from telegram.error import BadRequest

from actions.turn.send_outcomes import NotDelivered, Refused, SendError
from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.telegram.connection import HuifangBot
from bot.telegram.sender import TelegramSender
from store.engine.database_errors import StoreUnavailable
from store.models.address import Address
from store.models.conversations import MessageKind
from store.models.queues import OutboxAction
from store.queues.outgoing import BusinessFile, Outgoing
from tests.actions.answers.sample_files import MAP, MENU
from tests.bot.telegram.conftest import Stand
from tests.fakes.uploads import RememberedUploads

FILES = {
    "menu": BusinessFile(MessageKind.DOCUMENT, MENU.name, MENU.checksum),
    "map": BusinessFile(MessageKind.PHOTO, MAP.name, MAP.checksum),
}


@pytest.fixture
def memory() -> RememberedUploads:
    return RememberedUploads({MENU.checksum: MENU.content, MAP.checksum: MAP.content})


@pytest.fixture
async def customer(stand: Stand, bot: HuifangBot) -> int:
    await bot.identify()
    customer = await stand.client.customer("Ann", "en")
    await stand.client.send_text(customer, "/start")
    return customer


async def send(bot: HuifangBot, memory: RememberedUploads, customer: int, name: str) -> int | None:
    outgoing = Outgoing(Address(customer), OutboxAction.FILE, file=FILES[name])
    return await TelegramSender(bot, memory).send(outgoing)


@pytest.mark.parametrize("name", FILES)
async def test_second_send_names_the_upload_of_the_first(
    stand: Stand, bot: HuifangBot, memory: RememberedUploads, customer: int, name: str
) -> None:
    numbers = [await send(bot, memory, customer, name) for _ in range(2)]
    file = FILES[name]
    memory.contents.clear()
    numbers.append(await send(bot, memory, customer, name))
    replies = await stand.client.replies(customer)
    assert [reply.message_id for reply in replies] == numbers
    assert all(file.kind.value in reply.body for reply in replies)
    assert list(memory.file_ids) == [(file.checksum, file.name)]


@pytest.mark.parametrize("name", FILES)
async def test_refused_id_is_replaced_by_another_upload(
    stand: Stand, bot: HuifangBot, memory: RememberedUploads, customer: int, name: str
) -> None:
    known = (FILES[name].checksum, FILES[name].name)
    memory.file_ids[known] = "BQAC-of-another-bot"
    assert await send(bot, memory, customer, name) is not None
    assert len(await stand.client.replies(customer)) == 1
    assert memory.file_ids[known] != "BQAC-of-another-bot"


async def test_content_that_is_gone_is_refused(
    bot: HuifangBot, memory: RememberedUploads, customer: int
) -> None:
    memory.contents.clear()
    with pytest.raises(Refused, match="not kept"):
        await send(bot, memory, customer, "menu")


async def test_database_that_cannot_be_read_lets_it_be_sent_later(bot: HuifangBot, customer: int) -> None:
    class Away(RememberedUploads):
        async def file_id(self, file: BusinessFile) -> str | None:
            raise StoreUnavailable("locked")

    with pytest.raises(NotDelivered):
        await send(bot, Away(), customer, "menu")


async def test_picture_that_is_no_photo_for_telegram_goes_as_a_document(
    stand: Stand,
    bot: HuifangBot,
    memory: RememberedUploads,
    customer: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await stand.client.fault(Fault(FaultKind.NO_PHOTO, "sendphoto"))
    await send(bot, memory, customer, "map")
    [reply] = await stand.client.replies(customer)
    assert "document" in reply.body

    async def refuse(*_: object, **__: object) -> None:
        raise BadRequest("Can't use file of type Document as Photo")

    memory.contents.clear()
    monkeypatch.setattr(HuifangBot, "send_photo", refuse)
    assert await send(bot, memory, customer, "map") is not None  # by its id, without another upload


async def test_other_refusals_are_not_uploads_again(
    stand: Stand, bot: HuifangBot, memory: RememberedUploads, customer: int
) -> None:
    await send(bot, memory, customer, "menu")
    await stand.client.move(customer, "block")
    with pytest.raises(SendError) as caught:
        await send(bot, memory, customer, "menu")
    assert not isinstance(caught.value, BadRequest)
    assert caught.value.reason == "blocked"
    assert len(await stand.client.replies(customer)) == 1
