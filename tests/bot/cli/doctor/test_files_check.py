"""The doctor writes, reads and removes a file in the store of files, and looks at how it is reached."""

import pytest

from bot.cli.doctor.diagnosis import CheckResult, Health
from bot.cli.doctor.files_check import check_files_store
from tests.fakes.object_store import MemoryObjects


async def found(objects: MemoryObjects, endpoint: str | None = None) -> list[CheckResult]:
    return [each async for each in check_files_store(objects, endpoint)]


async def test_store_that_works_is_fine_and_left_as_it_was() -> None:
    objects = MemoryObjects()
    assert [each.health for each in await found(objects)] == [Health.FINE]
    assert objects.kept == {}


async def test_store_that_is_away_is_wrong() -> None:
    objects = MemoryObjects()
    objects.away = True
    (told,) = await found(objects)
    assert (told.health, "away" in told.found) == (Health.WRONG, True)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://8.8.8.8",
        "http://127.0.0.1:9000",
        "http://localhost:9000",
        "http://10.1.2.3:9000",
        "http://[fd00::1]:9000",
        "http://100.100.1.1",  # shared addresses of a provider's inner network
        "http://files..example",
    ],
)
async def test_store_that_is_reached_by_tls_or_within_is_fine(endpoint: str) -> None:
    assert [each.health for each in await found(MemoryObjects(), endpoint)] == [Health.FINE]


@pytest.mark.parametrize("endpoint", ["http://8.8.8.8:9000", "http://[2606:4700:4700::1111]"])
async def test_store_that_is_reached_through_the_internet_in_the_clear_is_noted(endpoint: str) -> None:
    _, told = await found(MemoryObjects(), endpoint)
    assert (told.health, endpoint in told.found) == (Health.NOTE, True)
