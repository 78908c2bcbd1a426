"""A store of files by key, such as a bucket of an S3-compatible server."""

from dataclasses import dataclass
from typing import Protocol


class ObjectsUnavailable(Exception):
    """The store does not answer, or refuses: nothing is lost, try again."""


class NoSuchObject(Exception):
    """The store has nothing under this key."""


class ObjectStore(Protocol):
    """Keeps files by key, until they are removed."""

    async def put(self, key: str, content: bytes) -> None:
        """Keep a file; one that was kept under this key is replaced.

        Raises:
            ObjectsUnavailable: see above.
        """
        ...

    async def get(self, key: str) -> bytes:
        """Return a file.

        Raises:
            NoSuchObject, ObjectsUnavailable: see above.
        """
        ...

    async def remove(self, key: str) -> None:
        """Remove a file, if there is one.

        Raises:
            ObjectsUnavailable: see above.
        """
        ...


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """Where a bucket is: its name, a prefix for all keys, and the server; None for that of Amazon."""

    bucket: str
    prefix: str | None = None
    endpoint: str | None = None
    region: str = "us-east-1"
