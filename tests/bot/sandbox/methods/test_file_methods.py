import pytest

from bot.sandbox.control.customer_moves import Seat
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.file_methods import get_file
from bot.sandbox.server.attachments import Upload
from bot.sandbox.server.bot_api_errors import BadRequest
from bot.sandbox.server.file_store import MAX_DOWNLOAD
from bot.sandbox.server.payloads import Json
from tests.bot.sandbox.methods.conftest import MakeCall

UPLOAD = Upload("a.png", "image/png", b"123")
KINDS = ["photo", "document", "voice", "sticker"]


def file_id(message: Json, kind: str) -> str:
    found = message[kind]
    return str((found[-1] if kind == "photo" else found)["file_id"])


async def sent(call: MakeCall, seat: Seat, kind: str, **values: object) -> Json:
    uploads = values.pop("uploads", None)
    result = await METHODS[f"send{kind}"](call(uploads, chat_id=seat.customer.id, **values))
    assert isinstance(result, dict)
    return result


@pytest.mark.parametrize("kind", KINDS)
async def test_a_file_is_sent_under_its_own_name(call: MakeCall, opened: Seat, kind: str) -> None:
    message = await sent(call, opened, kind, uploads={kind: UPLOAD})
    assert opened.world.files.get(file_id(message, kind)).content == b"123"


@pytest.mark.parametrize("kind", KINDS)
async def test_a_file_is_sent_as_an_attached_one(call: MakeCall, opened: Seat, kind: str) -> None:
    message = await sent(call, opened, kind, uploads={"f1": UPLOAD}, **{kind: "attach://f1"})
    assert opened.world.files.get(file_id(message, kind)).content == b"123"


async def test_a_file_that_was_sent_before_is_sent_again(call: MakeCall, opened: Seat) -> None:
    first = await sent(call, opened, "photo", uploads={"photo": UPLOAD})
    again = await sent(call, opened, "photo", photo=file_id(first, "photo"))
    assert opened.world.files.get(file_id(again, "photo")).content == b"123"


@pytest.mark.parametrize(
    ("value", "detail"),
    [
        (None, "there is no photo in the request"),
        ("unknown", "wrong file_id or the file is temporarily unavailable"),
        ("https://example.org/a.png", "wrong file identifier/HTTP URL specified"),
        ("attach://f9", "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_a_missing_file_is_refused(call: MakeCall, opened: Seat, value: object, detail: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await sent(call, opened, "photo", photo=value)
    assert caught.value.description == f"Bad Request: {detail}"


async def test_a_caption_goes_with_the_file(call: MakeCall, opened: Seat) -> None:
    message = await sent(call, opened, "photo", uploads={"photo": UPLOAD}, caption="lid")
    assert message["caption"] == "lid"
    with pytest.raises(BadRequest, match="message caption is too long"):
        await sent(call, opened, "photo", uploads={"photo": UPLOAD}, caption="x" * 1025)


async def test_get_file_returns_the_path(call: MakeCall, seat: Seat) -> None:
    stored = seat.world.files.put("photos", "a.png", "image/png", b"123")
    assert await get_file(call(file_id=stored.file_id)) == stored.as_json() | {"file_path": stored.path}


async def test_an_unknown_file_is_refused(call: MakeCall) -> None:
    with pytest.raises(BadRequest, match="wrong file_id or the file is temporarily unavailable"):
        await get_file(call(file_id="x"))


async def test_a_file_over_20_mb_cannot_be_downloaded(call: MakeCall, seat: Seat) -> None:
    stored = seat.world.files.put("videos", "a.mp4", "video/mp4", bytes(MAX_DOWNLOAD + 1))
    with pytest.raises(BadRequest, match="file is too big"):
        await get_file(call(file_id=stored.file_id))
