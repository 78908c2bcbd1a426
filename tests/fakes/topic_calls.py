"""Topics of groups in memory."""

from dataclasses import dataclass, field

from actions.staffroom.room.room_rights import GONE, GroupFacts
from actions.turn.send_outcomes import NothingToDo, SendError, TopicGone
from store.models.address import Address

READY = GroupFacts(
    "Staff",
    has_topics=True,
    is_member=True,
    is_administrator=True,
    manages_topics=True,
    pins=True,
    deletes=True,
)


@dataclass(slots=True)
class MemoryTopics:
    """Makes topics in memory. `errors` are the ends of the next calls; `known` has the groups it is in."""

    known: dict[Address, GroupFacts] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    errors: list[SendError] = field(default_factory=list)

    async def examine(self, group: Address) -> GroupFacts:
        return self.known.get(group, GONE)

    async def create_topic(self, group: Address, title: str, colour: int) -> int:
        if self.errors:
            raise self.errors.pop(0)
        thread = len(self.titles) + 100
        self.titles[thread] = title
        return thread

    async def rename_topic(self, group: Address, thread: int, title: str) -> None:
        if self.titles[thread] == title:
            raise NothingToDo("not modified")
        self.titles[thread] = title

    async def reopen_topic(self, group: Address, thread: int) -> None:
        if thread not in self.titles:
            raise TopicGone("topic gone")
        if thread not in self.closed:
            raise NothingToDo("not modified")
        self.closed.discard(thread)
