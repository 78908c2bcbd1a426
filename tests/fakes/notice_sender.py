"""A service of notices in memory."""

from dataclasses import dataclass, field

from actions.webhooks.delivery_queue import PostEnd


@dataclass(slots=True)
class MemoryNotices:
    """Keeps what it is sent. `ends` are the next ends, in turn; then everything is taken."""

    ends: list[PostEnd] = field(default_factory=list)
    sent: list[tuple[str, str, str]] = field(default_factory=list)

    async def send(self, url: str, title: str, text: str) -> PostEnd:
        self.sent.append((url, title, text))
        return self.ends.pop(0) if self.ends else PostEnd(200)
