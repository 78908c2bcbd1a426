"""The key of secrets: made once, private, and missed with one sentence."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from actions.staff import totp
from actions.staff.roster import add_member
from actions.staff.secret_box import is_locked
from bot.settings import Settings
from bot.wiring.plan import CannotStart
from bot.wiring.secret_key import open_secret_box
from store.engine.database import Database
from store.models.staff import Role, Staff

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
KEY, OTHER = "k" * 40, "o" * 40


def settings(**values: str) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]  # read as from the environment


async def kept(database: Database) -> str:
    async with database.reading() as session:
        return await session.scalar(select(Staff.totp_secret)) or ""


@pytest.fixture
async def lee(database: Database, now: datetime) -> None:
    """A member of staff whose secret was kept in clear."""
    async with database.transaction() as session:
        member = await add_member(session, "lee", Role.AGENT, "hash", now)
        (await session.get_one(Staff, member.id)).totp_secret = SECRET


async def test_first_start_makes_a_private_key_and_later_starts_read_it(
    database: Database, tmp_path: Path, lee: None
) -> None:
    file = tmp_path / "var" / "secret.key"
    await open_secret_box(settings(), database, file)
    assert (file.stat().st_mode & 0o777, [each.name for each in file.parent.iterdir()]) == (
        0o600,
        ["secret.key"],
    )
    locked = await kept(database)
    assert (is_locked(locked), SECRET in locked) == (True, False)
    again = await open_secret_box(settings(), database, file)
    assert (again.open(locked), await kept(database)) == (SECRET, locked)


async def test_key_of_the_settings_makes_no_file(database: Database, tmp_path: Path, lee: None) -> None:
    await open_secret_box(settings(secret_key=KEY), database, tmp_path / "secret.key")
    assert not (tmp_path / "secret.key").exists()
    box = await open_secret_box(settings(secret_key=f"{OTHER} {KEY}"), database, tmp_path / "secret.key")
    assert box.open(await kept(database)) == SECRET


async def test_lost_key_is_one_sentence_and_no_new_key(database: Database, tmp_path: Path, lee: None) -> None:
    file = tmp_path / "secret.key"
    await open_secret_box(settings(), database, file)
    file.unlink()
    with pytest.raises(
        CannotStart, match=r"^the key of the secrets of one-time codes is missing: bring the key back"
    ):
        await open_secret_box(settings(), database, file)
    assert not file.exists()


async def test_wrong_key_names_the_accounts_and_the_way_out(
    database: Database, tmp_path: Path, lee: None, now: datetime
) -> None:
    file = tmp_path / "secret.key"
    await open_secret_box(settings(secret_key=KEY), database, file)
    with pytest.raises(CannotStart, match=r"codes of lee were encrypted with another key.*end-codes NAME"):
        await open_secret_box(settings(secret_key=OTHER), database, file)
    async with database.transaction() as session:
        await totp.end_of(session, "lee", now)
    await open_secret_box(settings(secret_key=OTHER), database, file)


@pytest.mark.parametrize("content", ["", "short", "é" * 40])
async def test_file_without_a_key_is_named(database: Database, tmp_path: Path, content: str) -> None:
    file = tmp_path / "secret.key"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CannotStart, match=r"secret\.key"):
        await open_secret_box(settings(), database, file)
