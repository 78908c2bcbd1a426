"""The secret of a session. The database keeps only a digest of it, which opens nothing.

    token ──digest──▶ device mark ──digest──▶ what the database keeps

The device mark stays with a browser after the session has ended. It opens nothing; it only shows that
a member has logged in from this browser before, so that strangers who guess passwords cannot lock its
owner out.
"""

import secrets
from hashlib import sha256

BYTES = 32


def new_token() -> str:
    """A secret of 256 random bits, in characters that are safe in a cookie and in a form."""
    return secrets.token_urlsafe(BYTES)


def device_mark(token: str) -> str:
    """The mark that a browser keeps of a session."""
    return _digest("device", token)


def kept_digest(mark: str) -> str:
    """What the database keeps of a device mark."""
    return _digest("kept", mark)


def session_digest(token: str) -> str:
    """What the database keeps of a session's token."""
    return kept_digest(device_mark(token))


def name_digest(name: str) -> str:
    """How a failed login remembers whose name was tried."""
    return _digest("name", name)


def origin_digest(origin: str) -> str:
    """How a failed login remembers where it came from."""
    return _digest("origin", origin)


def _digest(purpose: str, secret: str) -> str:
    return sha256(f"{purpose}:{secret}".encode()).hexdigest()
