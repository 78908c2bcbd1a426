"""The absence of the database is lived through; other failures are not."""

import pytest

from bot.worker.loops.outages import until_available
from store.engine.database_errors import LeaseLost, StoreUnavailable


async def test_effort_is_repeated_until_the_database_is_there() -> None:
    attempts = 0

    async def effort() -> int:
        nonlocal attempts
        attempts += 1
        if attempts < 3:
            raise StoreUnavailable("switched off")
        return attempts

    assert await until_available(effort) == 3


async def test_other_failures_are_not_repeated() -> None:
    async def effort() -> None:
        raise LeaseLost("in:1")

    with pytest.raises(LeaseLost):
        await until_available(effort)
