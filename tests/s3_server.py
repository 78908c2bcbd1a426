"""A server that speaks the protocol of Amazon S3, on loopback, with one bucket."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree import ElementTree as ET

import httpx

from store.objects.object_store import BucketPlace
from tests.ports import free_port

BUCKET = "desk"
KEY, SECRET = "key", "secret"
LONGEST_START = 60.0
OF_S3 = "{http://s3.amazonaws.com/doc/2006-03-01/}"


@contextmanager
def s3_server() -> Iterator[str]:
    """Start a server; its address."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _make_bucket(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def place_at(address: str, bucket: str = BUCKET) -> BucketPlace:
    """A folder of a bucket of this server."""
    return BucketPlace(bucket, "files", address)


def keys_at(address: str) -> set[str]:
    """The keys of all objects in the bucket."""
    with httpx.Client(trust_env=False) as http:
        listed = ET.fromstring(http.get(f"{address}/{BUCKET}?list-type=2").content)  # noqa: S314 - of the server above
    return {each.text or "" for each in listed.iter(f"{OF_S3}Key")}


def _make_bucket(address: str) -> None:
    end = time.monotonic() + LONGEST_START
    with httpx.Client(trust_env=False) as http:
        while True:
            try:
                http.put(f"{address}/{BUCKET}").raise_for_status()
            except httpx.TransportError:
                assert time.monotonic() < end, "the server does not start"
                time.sleep(0.1)
            else:
                return
