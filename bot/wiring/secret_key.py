"""The key that encrypts secrets in the database: a setting, or a file made at the first start."""

import os
import secrets
from pathlib import Path

from actions.staff.kept_secrets import has_locked_secrets, lock_secrets
from actions.staff.secret_box import SHORTEST_KEY, SecretBox
from bot.settings import Settings
from bot.wiring.plan import CannotStart
from store.engine.database import Database

FILE = "secret.key"  # in the data folder
WAY_OUT = (
    "bring the key back in HUIFANG_SECRET_KEY, HUIFANG_SECRET_KEY_FILE or {file}, or end the codes of each "
    "account with `huifang staff end-codes NAME`"
)


async def open_secret_box(settings: Settings, database: Database, file: Path | None = None) -> SecretBox:
    """Return what opens the database's secrets, and encrypt those that are still clear.

    Raises:
        CannotStart: the key is lost, wrong or cannot be read.
    """
    file = file or settings.home / FILE
    keys = _keys_of(settings) or _keys_in(file)
    if not keys:
        async with database.reading() as session:
            if await has_locked_secrets(session):
                way_out = WAY_OUT.format(file=file)
                raise CannotStart(f"the key of the secrets of one-time codes is missing: {way_out}")
        keys = (_make(file),)
    box = SecretBox(keys)
    async with database.transaction() as session:
        unreadable = await lock_secrets(session, box)
    if unreadable:
        names = ", ".join(unreadable)
        way_out = WAY_OUT.format(file=file)
        raise CannotStart(
            f"the secrets of one-time codes of {names} were encrypted with another key: {way_out}"
        )
    return box


def _keys_of(settings: Settings) -> tuple[str, ...]:
    return tuple(settings.secret_key.get_secret_value().split()) if settings.secret_key else ()


def _keys_in(file: Path) -> tuple[str, ...]:
    try:
        keys = tuple(file.read_text(encoding="ascii").split())
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as exc:
        raise CannotStart(f"the key in {file} cannot be read: {exc}") from exc
    if not keys or any(len(key) < SHORTEST_KEY for key in keys):
        raise CannotStart(
            f"{file} holds no key of at least {SHORTEST_KEY} characters: bring the right file back"
        )
    return keys


def _make(file: Path) -> str:
    """Write a new key for the owner of this process only; of two processes, one makes it and both use it."""
    key = secrets.token_urlsafe(32)
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(f"{key}\n", encoding="ascii")
        try:
            os.link(draft, file)
        except FileExistsError:
            key = _keys_in(file)[0]
        finally:
            draft.unlink()
    except OSError as exc:
        raise CannotStart(f"the key {file} cannot be made: {exc}; or set HUIFANG_SECRET_KEY") from exc
    return key
