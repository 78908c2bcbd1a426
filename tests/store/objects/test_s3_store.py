"""A bucket that is missing, or whose server is away, is an outage and no missing file."""

from collections.abc import Iterator

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
