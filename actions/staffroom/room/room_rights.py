"""What the bot must be allowed in a group before it is a staff room: a pure decision."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class RoomLack(StrEnum):
    """What is missing, in the order in which it is mended."""

    MEMBER = "member"  # the bot is not in the group, or the group is gone
    FORUM = "forum"  # the group has no topics
    ADMINISTRATOR = "administrator"
    TOPICS = "topics"  # the right to manage topics
    PIN = "pin"  # the right to pin messages
    DELETE = "delete"  # the right to delete messages, without which the topics of erased customers stay


# Without these the room is of use all the same.
SPARED = {RoomLack.PIN, RoomLack.DELETE}


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the channel says of the group and of the bot in it."""

    title: str
    has_topics: bool
    is_member: bool
    is_administrator: bool
    manages_topics: bool
    pins: bool
    deletes: bool


GONE = GroupFacts(
    "",
    has_topics=False,
    is_member=False,
    is_administrator=False,
    manages_topics=False,
    pins=False,
    deletes=False,
)


def missing_rights(facts: GroupFacts) -> list[RoomLack]:
    """Return what is missing; a bot outside the group lacks nothing else before it is in."""
    if not facts.is_member:
        return [RoomLack.MEMBER]
    lacks = [] if facts.has_topics else [RoomLack.FORUM]
    if not facts.is_administrator:
        return [*lacks, RoomLack.ADMINISTRATOR]
    if not facts.manages_topics:
        lacks.append(RoomLack.TOPICS)
    if not facts.pins:
        lacks.append(RoomLack.PIN)
    if not facts.deletes:
        lacks.append(RoomLack.DELETE)
    return lacks


def is_usable(missing: Collection[str] | None) -> bool:
    """Return whether staff can be reached there: pinning and deleting may be missing. None: not looked at."""
    return missing is not None and not set(missing) - SPARED
