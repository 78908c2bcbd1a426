"""The files that customers and the bot have sent, bounded by their total size."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass

from bot.sandbox.server.bot_api_errors import BadRequest, NoSuchResource
from bot.sandbox.server.payloads import Json

STORE_BYTES = 64 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file. `path` is what `getFile` returns and `/file/bot<token>/<path>` serves."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    content: bytes

    def as_json(self) -> Json:
        """Return the fields that all kinds of file have in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


class FileStore:
    """The newest files, up to `room` bytes."""

    def __init__(self, room: int = STORE_BYTES) -> None:
        self._room = room
        self._used = 0
        self._files: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, StoredFile] = {}

    def put(self, folder: str, name: str, mime: str, content: bytes) -> StoredFile:
        """Store a file under a new id and drop the oldest files where there is no room."""
        unique = secrets.token_urlsafe(9)
        suffix = name.rpartition(".")[2] if "." in name else ""
        path = f"{folder}/file_{unique}.{suffix if suffix.isalnum() else 'bin'}"
        stored = StoredFile(f"BQAC{secrets.token_urlsafe(24)}", unique, path, name, mime, content)
        self._files[stored.file_id] = self._by_path[path] = stored
        self._used += len(content)
        while self._used > self._room and len(self._files) > 1:
            _, oldest = self._files.popitem(last=False)
            del self._by_path[oldest.path]
            self._used -= len(oldest.content)
        return stored

    def get(self, file_id: str) -> StoredFile:
        """Return a file.

        Raises:
            BadRequest: the id is unknown, or the file was dropped.
        """
        if file_id not in self._files:
            raise BadRequest("wrong file_id or the file is temporarily unavailable")
        return self._files[file_id]

    def at(self, path: str) -> StoredFile:
        """Return the file that is downloaded from this path.

        Raises:
            NoSuchResource: there is none.
        """
        if path not in self._by_path:
            raise NoSuchResource
        return self._by_path[path]
