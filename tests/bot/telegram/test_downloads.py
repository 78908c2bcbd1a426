"""Files that customers attached come whole, or are said to be gone."""

import pytest

from bot.sandbox.server.fault_plan import Fault, FaultKind
from bot.telegram.connection import HuifangBot
from bot.telegram.downloads import LARGEST, GoneFile, download
from tests.bot.telegram.conftest import Stand


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 1000])
async def test_content_comes_as_it_was_sent(stand: Stand, bot: HuifangBot, content: bytes) -> None:
    stored = stand.world.files.put("photos", "a.png", "image/png", content)
    assert await download(bot, stored.file_id) == content


async def test_unknown_file_is_gone(bot: HuifangBot) -> None:
    with pytest.raises(GoneFile, match="BadRequest"):
        await download(bot, "made-up")


async def test_file_that_is_too_large_is_gone(stand: Stand, bot: HuifangBot) -> None:
    stored = stand.world.files.put("videos", "a.mp4", "video/mp4", bytes(LARGEST + 1))
    with pytest.raises(GoneFile):
        await download(bot, stored.file_id)


async def test_failure_of_telegram_is_told_without_its_words(stand: Stand, bot: HuifangBot) -> None:
    stored = stand.world.files.put("photos", "a.png", "image/png", b"x")
    await stand.client.fault(Fault(FaultKind.SERVER_ERROR, "getfile", code=502))
    with pytest.raises(GoneFile) as gone:
        await download(bot, stored.file_id)
    assert str(gone.value) == "NetworkError"
