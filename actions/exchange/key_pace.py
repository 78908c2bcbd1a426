"""How many requests one key may make a minute: counted in its row, so that all processes agree."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import ColumnElement, case, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from store.models.staff import ApiKey

WINDOW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class KeyPace:
    """How many requests are left, and in how many seconds (rounded up) the count begins again."""

    left: int
    resets: int


class KeyLimitReached(Exception):
    """The key has made as many requests as it may; more are possible after `pace.resets` seconds."""

    def __init__(self, pace: KeyPace) -> None:
        super().__init__(f"again in {pace.resets} seconds")
        self.pace = pace


async def count_request(
    session: AsyncSession, key_id: int, most: int | None, now: datetime
) -> KeyPace | None:
    """Count a request of a key, which may make `most` a minute; None is without limit, and has no pace.

    A minute begins with the first request after the last one has passed, also where the clock was set back.

    Raises:
        KeyLimitReached: this one is beyond the limit, and not counted.
    """
    is_over = or_(ApiKey.window_at.is_(None), ApiKey.window_at <= now - WINDOW, ApiKey.window_at > now)
    has_room: ColumnElement[bool] = true() if most is None else or_(is_over, ApiKey.window_used < most)
    counted = await session.execute(
        update(ApiKey)
        .where(ApiKey.id == key_id, has_room)
        .values(
            used_at=now,
            window_at=case((is_over, now), else_=ApiKey.window_at),
            window_used=case((is_over, 1), else_=ApiKey.window_used + 1),
        )
        .returning(ApiKey.window_at, ApiKey.window_used)
        .execution_options(synchronize_session=False)
    )
    row = counted.one_or_none()
    if most is None:
        return None
    if row is None:
        began = await session.scalar(select(ApiKey.window_at).where(ApiKey.id == key_id))
        raise KeyLimitReached(KeyPace(0, _seconds_left(began or now, now)))
    return KeyPace(most - row.window_used, _seconds_left(row.window_at, now))


def _seconds_left(began: datetime, now: datetime) -> int:
    return ceil((began + WINDOW - now).total_seconds())
