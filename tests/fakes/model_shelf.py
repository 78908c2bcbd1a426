"""A machine's models without files."""

from bot.worker.loops.ports import DamagedModel, SharedMark


class RememberedShelf:
    """Holds models by name; a seal that begins with "old" belongs to another release."""

    def __init__(self, current: str | None = None) -> None:
        self.models: dict[str, tuple[str, bytes]] = {}
        self.chosen = current
        self.marked: SharedMark | None = None
        if current:
            self.models[current] = (seal_of(current.encode()), current.encode())

    def current(self) -> str | None:
        return self.chosen

    def fits(self, seal: str) -> bool:
        return not seal.startswith("old")

    def read(self, name: str) -> tuple[str, bytes]:
        return self.models[name]

    def take(self, name: str, seal: str, content: bytes) -> None:
        if seal != seal_of(content):
            raise DamagedModel(name)
        self.models[name] = (seal, content)
        self.chosen = name

    def mark(self) -> SharedMark | None:
        return self.marked

    def set_mark(self, mark: SharedMark) -> None:
        self.marked = mark

    def trained(self, name: str) -> None:
        """Make another model of this machine the current one."""
        self.models[name] = (seal_of(name.encode()), name.encode())
        self.chosen = name


def seal_of(content: bytes) -> str:
    """Return the seal that such a shelf takes with this content."""
    return f"seal of {content.decode()}"
