"""Check of the store of files: that a file can be written there, read and removed."""

from uuid import uuid4

from bot.cli.doctor.diagnosis import CheckResult, fine, wrong
from store.objects.object_store import NoSuchObject, ObjectStore, ObjectsUnavailable

ADVICE = "correct HUIFANG_FILES, its key, or what the key may do: put, get and delete objects"


async def check_files_store(objects: ObjectStore) -> CheckResult:
    """Return what is found; a small file is written and removed again."""
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
