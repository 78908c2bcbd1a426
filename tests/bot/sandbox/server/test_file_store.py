import pytest

from bot.sandbox.server.bot_api_errors import BadRequest, NoSuchResource
from bot.sandbox.server.file_store import FileStore


def test_a_file_is_found_by_id_and_by_path() -> None:
    store = FileStore()
    stored = store.put("photos", "a.png", "image/png", b"123")
    assert (store.get(stored.file_id), store.at(stored.path)) == (stored, stored)
    assert stored.path == f"photos/file_{stored.unique_id}.png"


def test_a_file_is_described_by_ids_and_size() -> None:
    stored = FileStore().put("photos", "a.png", "image/png", b"123")
    assert stored.as_json() == {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": 3,
    }


@pytest.mark.parametrize("name", ["../../etc/passwd", "no suffix", "a.p/ng", "a.", "包裹"])
def test_an_unsafe_name_is_not_part_of_the_path(name: str) -> None:
    stored = FileStore().put("documents", name, "text/plain", b"")
    assert stored.path == f"documents/file_{stored.unique_id}.bin"


def test_the_oldest_files_are_dropped_when_there_is_no_room() -> None:
    store = FileStore(room=10)
    first, second, third = (store.put("d", "x.txt", "text/plain", b"12345") for _ in range(3))
    assert (store.get(second.file_id), store.get(third.file_id)) == (second, third)
    with pytest.raises(BadRequest, match="wrong file_id or the file is temporarily unavailable"):
        store.get(first.file_id)
    with pytest.raises(NoSuchResource):
        store.at(first.path)


def test_the_newest_file_stays_even_when_it_is_larger_than_the_store() -> None:
    store = FileStore(room=2)
    stored = store.put("d", "x.txt", "text/plain", b"12345")
    assert store.get(stored.file_id) == stored
