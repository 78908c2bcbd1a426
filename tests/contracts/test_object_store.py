"""The port `ObjectStore`: a bucket of a server and the store in memory keep the same promises."""

from collections.abc import Iterator

import pytest

from store.objects.object_store import NoSuchObject, ObjectStore
from store.objects.s3_store import S3Objects
from tests.fakes.object_store import MemoryObjects
from tests.s3_server import KEY, SECRET, place_at, s3_server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server."""
    with s3_server() as address:
        yield address


@pytest.fixture(params=["memory", "s3"])
def objects(request: pytest.FixtureRequest) -> ObjectStore:
    if request.param == "memory":
        return MemoryObjects()
    return S3Objects(place_at(request.getfixturevalue("server")), KEY, SECRET)


async def test_kept_file_is_read_and_replaced(objects: ObjectStore) -> None:
    await objects.put("one", b"first")
    await objects.put("one", bytes(range(256)) * 1000)
    assert await objects.get("one") == bytes(range(256)) * 1000


async def test_empty_file_is_a_file(objects: ObjectStore) -> None:
    await objects.put("empty", b"")
    assert await objects.get("empty") == b""


async def test_removed_file_is_gone_also_when_it_is_removed_twice(objects: ObjectStore) -> None:
    await objects.put("two", b"second")
    await objects.remove("two")
    await objects.remove("two")
    with pytest.raises(NoSuchObject):
        await objects.get("two")
