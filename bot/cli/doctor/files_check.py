"""Checks of the store of files: that a file can be written there, read and removed, and how it is reached."""

from collections.abc import AsyncIterator
from ipaddress import ip_address
from urllib.parse import urlsplit
from uuid import uuid4

from bot.cli.doctor.diagnosis import CheckResult, fine, note, wrong
from bot.worker.webhooks.checked_network import is_allowed, resolve
from store.objects.object_store import NoSuchObject, ObjectStore, ObjectsUnavailable

HTTP = 80
ADVICE = (
    "correct HUIFANG_FILES, its key, or what the key may do: PutObject, GetObject, and DeleteObject also by "
    "DeleteObjects, which the server must know"
)


async def check_files_store(objects: ObjectStore, endpoint: str | None) -> AsyncIterator[CheckResult]:
    """Yield what is found; a small file is written and removed again. `endpoint` is the server, if named."""
    yield await _written_and_read(objects)
    if endpoint is not None and urlsplit(endpoint).scheme == "http" and await _is_public(endpoint):
        found = f"files go to {endpoint} without encryption, and it is no address of an inner network"
        yield note("files", found, "name an address with https:// as the endpoint of HUIFANG_FILES")


async def _written_and_read(objects: ObjectStore) -> CheckResult:
    key = f"doctor-{uuid4().hex}"
    try:
        await objects.put(key, b"huifang")
        is_there = await objects.get(key) == b"huifang"
        await objects.remove(key)
    except (NoSuchObject, ObjectsUnavailable) as exc:
        return wrong("files", f"the store of files cannot be used: {exc}", ADVICE)
    if not is_there:
        return wrong("files", "the store of files returns other bytes than were written", ADVICE)
    return fine("files", "the store of files can be written and read")


async def _is_public(endpoint: str) -> bool:
    """Return whether the server has an address that is neither of this machine nor of an inner network."""
    parts = urlsplit(endpoint)
    try:
        found = await resolve(parts.hostname or "", parts.port or HTTP)
    except (OSError, UnicodeError):
        return False  # a server without an address cannot be used, which is said already
    return any(is_allowed(ip_address(each.partition("%")[0]), ()) for each in found)
