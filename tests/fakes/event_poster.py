"""A receiver of events in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from actions.webhooks.delivery_queue import PostEnd


@dataclass(slots=True)
class MemoryPoster:
    """Keeps what it is posted. `ends` are the next ends, in turn; then everything is taken."""

    ends: list[PostEnd] = field(default_factory=list)
    posts: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    async def post(self, url: str, headers: Mapping[str, str], body: bytes, most: int = 0) -> PostEnd:
        self.posts.append((url, dict(headers), body))
        return self.ends.pop(0) if self.ends else PostEnd(200)
