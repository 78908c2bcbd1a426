"""The topics of a forum group, and what the bot may do in a group."""

from dataclasses import dataclass, field

from bot.sandbox.server.payloads import Json

COLOURS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
LONGEST_NAME = 128
CAN_MANAGE_TOPICS = "can_manage_topics"
CAN_PIN = "can_pin_messages"
CAN_DELETE = "can_delete_messages"
RIGHTS = frozenset({CAN_MANAGE_TOPICS, CAN_PIN, CAN_DELETE})
# What Telegram always says of an administrator; the sandbox makes nothing of these.
OTHER_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
# Telegram shows this account as the author of what any anonymous administrator writes.
ANONYMOUS: Json = {
    "id": 1087968824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}


@dataclass(slots=True)
class ForumTopic:
    """A topic; its id is that of the message that opened it."""

    id: int
    name: str
    colour: int = COLOURS[0]
    closed: bool = False

    def as_json(self) -> Json:
        """Return the `ForumTopic` object."""
        return {"message_thread_id": self.id, "name": self.name, "icon_color": self.colour}


@dataclass(slots=True)
class GroupStanding:
    """The place of the bot in a group: its status, and its rights as an administrator."""

    status: str = "member"
    rights: frozenset[str] = frozenset()

    def as_json(self, user: Json) -> Json:
        """Return the `ChatMember` object of the bot."""
        if self.status == "kicked":
            return {"user": user, "status": self.status, "until_date": 0}
        if self.status != "administrator":
            return {"user": user, "status": self.status}
        held = {right: right in self.rights for right in sorted(RIGHTS)}
        return {"user": user, "status": self.status, **dict.fromkeys(OTHER_RIGHTS, False), **held}


@dataclass(slots=True)
class Forum:
    """The topics of a group by id. General is none of them: messages there have no topic."""

    topics: dict[int, ForumTopic] = field(default_factory=dict)
