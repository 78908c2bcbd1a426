"""A bucket of Amazon S3 or of a server that speaks its protocol, such as MinIO, Ceph or Alibaba's OSS."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obstore.exceptions import BaseError
from obstore.store import S3Store

from store.objects.object_store import BucketPlace, NoSuchObject, ObjectsUnavailable

if TYPE_CHECKING:  # it is no name at run time
    from obstore.store import S3Config

QUOTED = re.compile(r"[\n<]")
LONGEST = timedelta(minutes=1)
"""A request is given up after this time. What has begun to move is left alone for several times as long."""


class S3Objects:
    """The objects of a bucket. Without a key, that of `AWS_…` variables or of the machine's role is used."""

    def __init__(self, place: BucketPlace, key: str | None = None, secret: str | None = None) -> None:
        self._store = S3Store(
            place.bucket,
            prefix=place.prefix,
            config=_config(place, key, secret),
            client_options={
                "allow_http": True,
                "timeout": LONGEST,
                "connect_timeout": timedelta(seconds=5),
            },
            retry_config={"max_retries": 1, "retry_timeout": LONGEST},
        )

    async def put(self, key: str, content: bytes) -> None:
        """See `ObjectStore`."""
        with _translated(key):
            await self._store.put_async(key, content)

    async def get(self, key: str) -> bytes:
        """See `ObjectStore`."""
        with _translated(key):
            found = await self._store.get_async(key)
            return bytes(await found.bytes_async())

    async def remove(self, key: str) -> None:
        """See `ObjectStore`."""
        with _translated(key):
            await self._store.delete_async(key)


def _config(place: BucketPlace, key: str | None, secret: str | None) -> "S3Config":
    config: S3Config = {"region": place.region}
    if place.endpoint:
        host = urlsplit(place.endpoint).hostname or ""
        config["endpoint"] = place.endpoint
        # Such as Alibaba's OSS, which is told the bucket by its host name alone.
        config["virtual_hosted_style_request"] = host.startswith(f"{place.bucket}.")
    if key and secret:
        config["access_key_id"], config["secret_access_key"] = key, secret
    return config


@contextmanager
def _translated(key: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as exc:
        if "NoSuchBucket" in str(exc):
            raise ObjectsUnavailable("there is no such bucket") from exc
        raise NoSuchObject(key) from exc
    except (BaseError, OSError) as exc:
        raise ObjectsUnavailable(_reason(exc)) from exc


def _reason(failure: Exception) -> str:
    """Return what a failure says before it quotes the answer, which may name the key, and the request."""
    return QUOTED.split(str(failure), maxsplit=1)[0].rstrip(": ")
