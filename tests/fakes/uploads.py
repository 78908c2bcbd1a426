"""Uploads that a test remembers."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class RememberedUploads:
    """Contents by checksum, and the ids of files that were uploaded."""

    contents: dict[str, bytes] = field(default_factory=dict)
    file_ids: dict[str, str] = field(default_factory=dict)

    async def file_id(self, checksum: str) -> str | None:
        return self.file_ids.get(checksum)

    async def content(self, checksum: str) -> bytes | None:
        return self.contents.get(checksum)

    async def note(self, checksum: str, file_id: str) -> None:
        self.file_ids[checksum] = file_id
