"""A store of files in memory."""

from store.objects.object_store import NoSuchObject, ObjectsUnavailable


class MemoryObjects:
    """Holds files by key; while it is `away`, it does not answer."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.away = False

    async def put(self, key: str, content: bytes) -> None:
        """See `ObjectStore`."""
        self._answer()
        self.kept[key] = content

    async def get(self, key: str) -> bytes:
        """See `ObjectStore`."""
        self._answer()
        if key not in self.kept:
            raise NoSuchObject(key)
        return self.kept[key]

    async def remove(self, key: str) -> None:
        """See `ObjectStore`."""
        self._answer()
        self.kept.pop(key, None)

    def _answer(self) -> None:
        if self.away:
            raise ObjectsUnavailable("away")
