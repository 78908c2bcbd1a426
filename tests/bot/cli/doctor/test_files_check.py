"""The doctor writes, reads and removes a file in the store of files."""

from bot.cli.doctor.diagnosis import Health
from bot.cli.doctor.files_check import check_files_store
from tests.fakes.object_store import MemoryObjects


async def test_store_that_works_is_fine_and_left_as_it_was() -> None:
    objects = MemoryObjects()
    assert (await check_files_store(objects)).health is Health.FINE
    assert objects.kept == {}


async def test_store_that_is_away_is_wrong() -> None:
    objects = MemoryObjects()
    objects.away = True
    found = await check_files_store(objects)
    assert (found.health, "away" in found.found) == (Health.WRONG, True)
