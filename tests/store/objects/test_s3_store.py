"""A bucket that is missing, or whose server is away, is an outage and no missing file."""

import asyncio
from collections.abc import Iterator
from functools import partial

import pytest

from store.objects.object_store import ObjectsUnavailable
from store.objects.s3_store import S3Objects
from tests.s3_server import KEY, SECRET, keys_at, place_at, s3_server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server."""
    with s3_server() as address:
        yield address


async def test_files_lie_under_the_prefix(server: str) -> None:
    await S3Objects(place_at(server), KEY, SECRET).put("one", b"content")
    assert keys_at(server) == {"files/one"}


async def test_missing_bucket_is_an_outage(server: str) -> None:
    objects = S3Objects(place_at(server, "missing"), KEY, SECRET)
    for call in (objects.put("one", b""), objects.get("one"), objects.remove("one")):
        with pytest.raises(ObjectsUnavailable, match="no such bucket"):
            await call


async def test_silent_server_is_an_outage(unused_port: int) -> None:
    objects = S3Objects(place_at(f"http://127.0.0.1:{unused_port}"), KEY, SECRET)
    for call in (objects.put("one", b""), objects.get("one"), objects.remove("one")):
        with pytest.raises(ObjectsUnavailable) as raised:
            await call
        assert "\n" not in str(raised.value)


async def test_reason_does_not_quote_the_answer_which_names_the_key(unused_port: int) -> None:
    answer = "<?xml version='1.0'?><Error><AWSAccessKeyId>key-of-the-desk</AWSAccessKeyId></Error>"
    server = await asyncio.start_server(partial(_refuse, answer), "127.0.0.1", unused_port)
    objects = S3Objects(place_at(f"http://127.0.0.1:{unused_port}"), "key-of-the-desk", SECRET)
    async with server:
        for call in (objects.put("one", b""), objects.get("one"), objects.remove("one")):
            with pytest.raises(ObjectsUnavailable, match=r"403 Forbidden$"):
                await call


async def _refuse(answer: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    asked = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    if "content-length:" in asked:  # a body that is not read may reset the connection before the answer
        await reader.readexactly(int(asked.partition("content-length:")[2].split()[0]))
    head = f"HTTP/1.1 403 Forbidden\r\nContent-Length: {len(answer)}\r\nConnection: close\r\n\r\n"
    writer.write((head + answer).encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
