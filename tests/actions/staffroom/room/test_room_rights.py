"""What the bot must be allowed in a group."""

from dataclasses import replace

import pytest

from actions.staffroom.room.room_rights import GONE, GroupFacts, RoomLack, is_usable, missing_rights

ALL = GroupFacts(
    "Team",
    has_topics=True,
    is_member=True,
    is_administrator=True,
    manages_topics=True,
    pins=True,
    deletes=True,
)


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (ALL, []),
        (GONE, [RoomLack.MEMBER]),
        (replace(ALL, has_topics=False), [RoomLack.FORUM]),
        (replace(ALL, is_administrator=False), [RoomLack.ADMINISTRATOR]),
        (replace(ALL, manages_topics=False, pins=False), [RoomLack.TOPICS, RoomLack.PIN]),
        (replace(ALL, deletes=False), [RoomLack.DELETE]),
    ],
)
def test_what_is_missing_is_named(facts: GroupFacts, missing: list[RoomLack]) -> None:
    assert missing_rights(facts) == missing


@pytest.mark.parametrize(
    ("missing", "usable"), [(None, False), ([], True), (["pin", "delete"], True), (["topics"], False)]
)
def test_room_without_pinning_and_deleting_can_be_used(missing: list[str] | None, *, usable: bool) -> None:
    assert is_usable(missing) is usable
