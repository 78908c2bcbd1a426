"""Secrets that must be readable again, encrypted with a key that is not in the database."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from actions.staff.failures import UnreadableSecret

PREFIX = "fernet:"
SHORTEST_KEY = 32  # characters


class SecretBox:
    """Encrypts with the first key and decrypts with any (Fernet: AES-128-CBC and HMAC-SHA256).

    A key is a random text of at least `SHORTEST_KEY` characters; its SHA-256 is the key of the cipher.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"expected keys of at least {SHORTEST_KEY} characters")
        digests = [hashlib.sha256(key.encode()).digest() for key in keys]
        self._cipher = MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])

    def lock(self, secret: str) -> str:
        """Return the secret in the form that is kept."""
        return PREFIX + self._cipher.encrypt(secret.encode()).decode()

    def open(self, kept: str) -> str:
        """Return the secret; one of before there were keys was kept as it is.

        Raises:
            UnreadableSecret: it was encrypted with another key, or was changed.
        """
        if not is_locked(kept):
            return kept
        try:
            return self._cipher.decrypt(kept.removeprefix(PREFIX).encode()).decode()
        except InvalidToken as exc:
            raise UnreadableSecret from exc


def is_locked(kept: str) -> bool:
    """Return whether a kept secret is encrypted."""
    return kept.startswith(PREFIX)
