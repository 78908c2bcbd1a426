from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from bot.sandbox.methods.call_arguments import MAX_BODY, Arguments, TooLarge, read_arguments
from bot.sandbox.server.attachments import Upload
from bot.sandbox.server.bot_api_errors import BadRequest

FORM = "application/x-www-form-urlencoded"


def request(
    method: str = "POST", body: bytes = b"", kind: str = "", query: str = "", length: int | None = None
) -> Request:
    headers = [(b"content-type", kind.encode())] if kind else []
    headers.append((b"content-length", str(len(body) if length is None else length).encode()))

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {
        "type": "http",
        "method": method,
        "headers": headers,
        "query_string": query.encode(),
        "path": "/",
    }
    return Request(scope, receive)


@pytest.mark.parametrize(
    "came",
    [
        request("GET", query="chat_id=7&text=%E5%8C%85+a"),
        request(body=urlencode({"chat_id": "7", "text": "包 a"}).encode(), kind=FORM),
        request(body=b"text=%E5%8C%85+a", kind=FORM, query="chat_id=7"),
        request(body=b'{"chat_id": "7", "text": "\\u5305 a"}', kind="application/json; charset=utf-8"),
    ],
    ids=["query", "form", "both", "json"],
)
async def test_arguments_come_by_query_form_or_json(came: Request) -> None:
    assert await read_arguments(came) == Arguments({"chat_id": "7", "text": "包 a"})


async def test_multipart_brings_values_and_files() -> None:
    body = (
        b'--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n7\r\n'
        b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n"
        b"123\r\n--b--\r\n"
    )
    arguments = await read_arguments(request(body=body, kind="multipart/form-data; boundary=b"))
    assert arguments == Arguments({"chat_id": "7"}, {"photo": Upload("a.png", "image/png", b"123")})


@pytest.mark.parametrize("body", [b"{", b"[]", b"5", b"[" * 100_000, b"\xff"])
async def test_a_body_that_is_not_a_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadRequest, match="can't parse JSON object"):
        await read_arguments(request(body=body, kind="application/json"))


async def test_an_empty_body_has_no_arguments() -> None:
    assert await read_arguments(request()) == Arguments()
    assert await read_arguments(request(kind="application/json")) == Arguments()


async def test_a_body_that_is_too_large_is_not_read() -> None:
    with pytest.raises(TooLarge, match="Request Entity Too Large"):
        await read_arguments(request(length=MAX_BODY + 1))


@pytest.mark.parametrize(
    ("value", "number"), [("5", 5), (5, 5), ("x", 9), ("", 9), (None, 9), (True, 9), ("-3", -3)]
)
def test_numbers_fall_back_to_the_default(value: object, number: int) -> None:
    assert Arguments({"limit": value}).number("limit", 9) == number


@pytest.mark.parametrize(
    ("value", "flag"),
    [("true", True), ("True", True), ("1", True), ("yes", True), (True, True), ("false", False), ("", False)],
)
def test_flags_are_read_as_telegram_does(value: object, flag: bool) -> None:
    assert Arguments({"show_alert": value}).flag("show_alert") is flag


@pytest.mark.parametrize(("value", "text"), [("a", "a"), (None, ""), (5, "5"), ({"a": 1}, '{"a": 1}')])
def test_texts_are_read_from_any_value(value: object, text: str) -> None:
    assert Arguments({"text": value}).text("text") == text


@pytest.mark.parametrize(
    ("value", "decoded"), [('{"a": 1}', {"a": 1}), ({"a": 1}, {"a": 1}), ("[]", []), ([], []), ("", None)]
)
def test_json_values_come_as_text_or_as_they_are(value: object, decoded: object) -> None:
    assert Arguments({"scope": value}).decoded("scope") == decoded


@pytest.mark.parametrize("value", ["{", "[" * 100_000])
def test_a_value_that_is_not_json_is_refused(value: str) -> None:
    with pytest.raises(BadRequest, match="can't parse scope JSON object"):
        Arguments({"scope": value}).decoded("scope")


@pytest.mark.parametrize(
    ("value", "chat"), [("7", 7), (7, 7), ("-1001", -1001), ("@name", None), (None, None)]
)
def test_the_chat_is_a_number(value: object, chat: int | None) -> None:
    assert Arguments({"chat_id": value}).chat == chat
