"""Uploads that a test remembers."""

from dataclasses import dataclass, field

from store.queues.outgoing import BusinessFile


@dataclass(slots=True)
class RememberedUploads:
    """Contents by checksum, and the ids of files that were uploaded."""

    contents: dict[str, bytes] = field(default_factory=dict)
    file_ids: dict[tuple[str, str], str] = field(default_factory=dict)

    async def file_id(self, file: BusinessFile) -> str | None:
        return self.file_ids.get((file.checksum, file.name))

    async def content(self, checksum: str) -> bytes | None:
        return self.contents.get(checksum)

    async def note(self, file: BusinessFile, file_id: str) -> None:
        self.file_ids[file.checksum, file.name] = file_id
