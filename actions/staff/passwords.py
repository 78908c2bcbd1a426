"""Passwords: Argon2id, a few at a time."""

import asyncio
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from actions.staff.failures import SamePassword, WeakPassword

SHORTEST = 12  # characters
LONGEST = 256

# Argon2id with 19 MiB, two passes and one lane: the smallest setting of OWASP's Password Storage Cheat Sheet.
MEMORY_KIB = 19 * 1024
PASSES = 2
LANES = 1

# What a made-up password is written in: 31 characters that are hard to mistake for each other.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Passwords:
    """Makes and checks hashes in threads, at most `limit` at once, so that logins cannot fill the memory."""

    def __init__(self, limit: int = 2) -> None:
        self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)
        self._turns = asyncio.Semaphore(limit)

    async def hash(self, password: str) -> str:
        """The hash to keep, with its parameters and a separate salt."""
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, kept: str | None, password: str) -> bool:
        """Whether this is the password of which the hash was kept; no hash takes as long, and is never it."""
        if kept is None:
            await self.hash(password)
            return False
        async with self._turns:
            return await asyncio.to_thread(self._verify, kept, password)

    async def renewed(self, kept: str, password: str) -> str:
        """The hash to keep from now on: another one where the old was made with weaker parameters."""
        return await self.hash(password) if self._hasher.check_needs_rehash(kept) else kept

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def require_strong(password: str) -> None:
    """Refuse a password that is too easy to guess; length is what counts.

    Raises:
        WeakPassword: it is too short, or longer than anybody types.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(f"a password has {SHORTEST} to {LONGEST} characters")


def require_change(present: str, new: str) -> None:
    """Refuse the present password as the new one.

    Raises:
        SamePassword: they are equal.
    """
    if present == new:
        raise SamePassword("the new password is the present one")


def random_password() -> str:
    """A random password of 79 bits, in groups that can be read out, such as `k3fq-9xwd-…`."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
