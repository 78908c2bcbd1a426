"""Secrets of one-time codes are encrypted at start, and those that no key opens are named."""

from datetime import datetime

from sqlalchemy import select

from actions.staff.kept_secrets import has_locked_secrets, lock_secrets
from actions.staff.secret_box import SecretBox, is_locked
from store.engine.database import Database
from store.models.staff import Staff
from tests.records import Records
from tests.secret import BOX

CLEAR = "A" * 32
OTHER = SecretBox(("another key that opens nothing here",))


async def keep(database: Database, now: datetime, **secrets: str | None) -> None:
    async with database.transaction() as session:
        for name, secret in secrets.items():
            await Records(session, now).staff(name, totp_secret=secret)


async def kept(database: Database) -> dict[str, str | None]:
    async with database.reading() as session:
        rows = await session.execute(select(Staff.name, Staff.totp_secret))
        return dict(rows.tuples().all())


async def test_clear_secrets_are_locked_and_others_left_alone(database: Database, now: datetime) -> None:
    locked = BOX.lock(CLEAR)
    await keep(database, now, clear=CLEAR, locked=locked, none=None)
    async with database.transaction() as session:
        assert await lock_secrets(session, BOX) == ()
    secrets = await kept(database)
    assert (secrets["locked"], secrets["none"]) == (locked, None)
    assert secrets["clear"] is not None
    assert (is_locked(secrets["clear"]), BOX.open(secrets["clear"])) == (True, CLEAR)


async def test_secret_of_another_key_is_named_and_kept(database: Database, now: datetime) -> None:
    foreign = OTHER.lock(CLEAR)
    await keep(database, now, lee=foreign, mei=CLEAR)
    async with database.transaction() as session:
        assert await lock_secrets(session, BOX) == ("lee",)
    assert (await kept(database))["lee"] == foreign


async def test_key_is_needed_once_a_secret_is_locked(database: Database, now: datetime) -> None:
    await keep(database, now, lee=CLEAR, mei=None)
    async with database.transaction() as session:
        assert await has_locked_secrets(session) is False
        await lock_secrets(session, BOX)
        assert await has_locked_secrets(session) is True
