import json

import pytest

from bot.sandbox.control.customer_moves import Seat, UnknownId
from bot.sandbox.control.group_moves import change_standing, change_topic, group_of, migrate_group, new_group
from bot.sandbox.server.bot_account import BotAccount
from bot.sandbox.server.bot_chat import BotChat
from bot.sandbox.server.forum import ANONYMOUS, RIGHTS, ForumTopic, GroupStanding
from bot.sandbox.server.payloads import Json
from bot.sandbox.server.sandbox_world import World


@pytest.fixture
def forum(world: World, seat: Seat) -> BotChat:
    """A group with the topic 5; no update waits."""
    chat = new_group(world, seat.bot, "Staff", [seat.customer.id], has_topics=True)
    assert chat.forum is not None
    chat.forum.topics[5] = ForumTopic(5, "Emma")
    seat.bot.queue.drop_all()
    return chat


def updates(bot: BotAccount) -> list[Json]:
    """What waits for the bot."""
    return [json.loads(each.body) for each in bot.queue.peek(100, 0)]


def test_bot_is_an_administrator_of_a_group_with_topics(world: World, seat: Seat) -> None:
    chat = new_group(world, seat.bot, "Staff", [seat.customer.id], has_topics=True)
    change = updates(seat.bot)[0]["my_chat_member"]
    assert (chat.standing.rights, change["new_chat_member"]["can_manage_topics"]) == (RIGHTS, True)


def test_member_writes_in_a_topic(world: World, seat: Seat, forum: BotChat) -> None:
    Seat(world, seat.bot, seat.customer, forum, topic=5).say("hello")
    message = updates(seat.bot)[0]["message"]
    assert (message["message_thread_id"], message["is_topic_message"]) == (5, True)
    with pytest.raises(UnknownId, match="no topic"):
        Seat(world, seat.bot, seat.customer, forum, topic=6).say("hello")


def test_anonymous_administrator_hides_behind_the_group(world: World, seat: Seat, forum: BotChat) -> None:
    Seat(world, seat.bot, seat.customer, forum, anonymous=True).say("hello")
    message = updates(seat.bot)[0]["message"]
    assert (message["from"], message["sender_chat"]["id"]) == (ANONYMOUS, forum.id)


def test_rights_are_changed(world: World, seat: Seat, forum: BotChat) -> None:
    change_standing(world, seat.bot, forum.id, GroupStanding("member"))
    change = updates(seat.bot)[0]["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == (
        "administrator",
        "member",
    )


def test_topic_is_closed_reopened_and_deleted(world: World, seat: Seat, forum: BotChat) -> None:
    assert forum.forum is not None
    change_topic(world, seat.bot, forum.id, 5, "close")
    assert forum.forum.topics[5].closed is True
    change_topic(world, seat.bot, forum.id, 5, "reopen")
    assert forum.forum.topics[5].closed is False
    change_topic(world, seat.bot, forum.id, 5, "delete")
    assert forum.forum.topics == {}
    services = [
        name for each in updates(seat.bot) for name in each["message"] if name.startswith("forum_topic")
    ]
    assert services == ["forum_topic_closed", "forum_topic_reopened"]
    with pytest.raises(UnknownId, match="no topic"):
        change_topic(world, seat.bot, forum.id, 5, "delete")


def test_topics_and_rights_stay_when_the_group_gets_another_id(
    world: World, seat: Seat, forum: BotChat
) -> None:
    new = migrate_group(world, seat.bot, forum.id).chat
    assert (new.forum, new.standing, forum.migrated_to) == (forum.forum, forum.standing, new.id)


def test_private_chat_is_no_group(seat: Seat) -> None:
    with pytest.raises(UnknownId, match="no group"):
        group_of(seat.bot, seat.customer.id)
