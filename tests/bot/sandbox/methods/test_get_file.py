import pytest

from bot.sandbox.methods.get_file import get_file
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.customer_moves import Seat
from bot.sandbox.server.file_store import MAX_DOWNLOAD
from tests.bot.sandbox.methods.conftest import MakeCall


async def test_a_file_tells_its_path(call: MakeCall, seat: Seat) -> None:
    stored = seat.world.files.put("photos", "a.png", "image/png", b"123")
    assert await get_file(call(file_id=stored.file_id)) == stored.as_json() | {"file_path": stored.path}


async def test_an_unknown_file_is_refused(call: MakeCall) -> None:
    with pytest.raises(BadRequest, match="wrong file_id or the file is temporarily unavailable"):
        await get_file(call(file_id="x"))


async def test_a_file_over_20_mb_cannot_be_downloaded(call: MakeCall, seat: Seat) -> None:
    stored = seat.world.files.put("videos", "a.mp4", "video/mp4", bytes(MAX_DOWNLOAD + 1))
    with pytest.raises(BadRequest, match="file is too big"):
        await get_file(call(file_id=stored.file_id))
