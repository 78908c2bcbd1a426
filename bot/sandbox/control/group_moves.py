"""What people do with a group: they create it, turn it into a supergroup, change topics and rights."""

from dataclasses import dataclass

from bot.sandbox.control.customer_moves import Seat, UnknownId
from bot.sandbox.server.bot_account import BotAccount
from bot.sandbox.server.bot_chat import BotChat, ChatKind
from bot.sandbox.server.forum import RIGHTS, Forum, ForumTopic, GroupStanding
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.sandbox_world import World


def new_group(
    world: World, bot: BotAccount, title: str, members: list[int], *, has_topics: bool = False
) -> BotChat:
    """Create a group. Its first member adds the bot, which gets an update.

    In a group with topics, the bot is an administrator with the rights that a staff room needs.

    Raises:
        UnknownId: a member does not exist.
    """
    people = [Seat.of(world, bot, customer_id).customer for customer_id in members]
    kind = ChatKind.SUPERGROUP if has_topics else ChatKind.GROUP
    chat = world.add_group(bot, title, people, kind, Forum() if has_topics else None)
    if has_topics:
        chat.standing = GroupStanding("administrator", RIGHTS)
    Seat(world, bot, people[0], chat).membership("left", chat.standing.status)
    return chat


@dataclass(frozen=True, slots=True)
class GroupMigration:
    """The group with its new id, and the ids of the updates about it."""

    chat: BotChat
    update_ids: tuple[int | None, ...]


def migrate_group(world: World, bot: BotAccount, chat_id: int) -> GroupMigration:
    """Give a group another id, as a supergroup; topics and rights stay.

    Raises:
        UnknownId: there is no such group.
    """
    old = group_of(bot, chat_id)
    if old.migrated_to is not None or (old.kind is ChatKind.SUPERGROUP and old.forum is None):
        raise UnknownId(f"no group has the id {chat_id}")
    people = list(old.members.values())
    new = world.add_group(bot, old.title, people, ChatKind.SUPERGROUP, old.forum)
    new.standing, new.messages = old.standing, old.messages.copy()
    leaving = Seat(world, bot, people[0], old).send({"migrate_to_chat_id": new.id})
    old.migrated_to = new.id
    coming = Seat(world, bot, people[0], new).send({"migrate_from_chat_id": old.id})
    return GroupMigration(new, (leaving.update_id, coming.update_id))


def change_standing(world: World, bot: BotAccount, chat_id: int, standing: GroupStanding) -> int | None:
    """Let the first member change the bot's status and rights; the bot gets an update.

    Raises:
        UnknownId: there is no such group.
    """
    chat = group_of(bot, chat_id)
    old, chat.standing = chat.standing, standing
    return Seat(world, bot, next(iter(chat.members.values())), chat).membership(old.status, standing.status)


def change_topic(world: World, bot: BotAccount, chat_id: int, topic_id: int, deed: str) -> int | None:
    """Let the first member close, reopen or delete a topic; return the id of the update.

    The bot hears nothing of deletions.

    Raises:
        UnknownId: there is no such group or topic.
    """
    chat = group_of(bot, chat_id)
    topic = topic_of(chat, topic_id)
    if deed == "delete":
        chat.drop_topic(topic.id)
        return None
    topic.closed = deed == "close"
    service: Json = {"forum_topic_closed" if topic.closed else "forum_topic_reopened": {}}
    return Seat(world, bot, next(iter(chat.members.values())), chat, topic.id).send(service).update_id


def group_of(bot: BotAccount, chat_id: int) -> BotChat:
    """Return a group of the bot.

    Raises:
        UnknownId: there is no such group.
    """
    chat = bot.chats.get(chat_id)
    if chat is None or not chat.is_group:
        raise UnknownId(f"no group has the id {chat_id}")
    return chat


def topic_of(chat: BotChat, topic_id: int) -> ForumTopic:
    """Return a topic of a group.

    Raises:
        UnknownId: there is no such topic.
    """
    topics = {} if chat.forum is None else chat.forum.topics
    if topic_id not in topics:
        raise UnknownId(f"no topic of this chat has the id {topic_id}")
    return topics[topic_id]
