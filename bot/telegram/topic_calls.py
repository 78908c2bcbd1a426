"""Topics of groups, and the rights of the bot in a group."""

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberOwner

from actions.staffroom.room.room_rights import GONE, GroupFacts
from actions.turn.send_outcomes import Refused, Unreachable
from bot.telegram.send_errors import sending
from store.models.address import Address

AWAY = (ChatMember.LEFT, ChatMember.BANNED)


class TelegramTopicCalls:
    """Calls the Bot API about forum groups. It neither waits nor tries again; the caller does."""

    def __init__(self, bot: Bot, account: Address) -> None:
        self._bot = bot
        self._account = account

    async def examine(self, group: Address) -> GroupFacts:
        """Return what the group is and what the bot may do there.

        Raises:
            SendError: it could not be found out; see `actions.turn.send_outcomes`.
        """
        try:
            with sending():
                chat = await self._bot.get_chat(group.number)
                member = await self._bot.get_chat_member(group.number, self._account.number)
        except (Unreachable, Refused):
            return GONE
        is_owner = isinstance(member, ChatMemberOwner)
        rights = member if isinstance(member, ChatMemberAdministrator) else None
        return GroupFacts(
            title=chat.title or "",
            has_topics=bool(chat.is_forum),
            is_member=member.status not in AWAY,
            is_administrator=is_owner or rights is not None,
            manages_topics=is_owner or bool(rights and rights.can_manage_topics),
            pins=is_owner or bool(rights and rights.can_pin_messages),
            deletes=is_owner or bool(rights and rights.can_delete_messages),
        )

    async def create_topic(self, group: Address, title: str, colour: int) -> int:
        """Make a topic and return its number.

        Raises:
            SendError: see `actions.turn.send_outcomes`.
        """
        with sending():
            topic = await self._bot.create_forum_topic(group.number, title, icon_color=colour)
        return topic.message_thread_id

    async def rename_topic(self, group: Address, thread: int, title: str) -> None:
        """Give a topic another title.

        Raises:
            SendError: see `actions.turn.send_outcomes`.
        """
        with sending():
            await self._bot.edit_forum_topic(group.number, thread, name=title)

    async def reopen_topic(self, group: Address, thread: int) -> None:
        """Open a closed topic again.

        Raises:
            SendError: see `actions.turn.send_outcomes`.
        """
        with sending():
            await self._bot.reopen_forum_topic(group.number, thread)
