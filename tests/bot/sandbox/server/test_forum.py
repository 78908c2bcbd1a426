from bot.sandbox.server.forum import CAN_PIN, ForumTopic, GroupStanding

BOT = {"id": 1, "is_bot": True, "first_name": "Huifang"}


def test_topic_is_described() -> None:
    described = {"message_thread_id": 5, "name": "李梅", "icon_color": 0x6FB9F0}
    assert ForumTopic(5, "李梅").as_json() == described


def test_administrator_has_the_rights_that_were_given() -> None:
    bot = GroupStanding("administrator", frozenset({CAN_PIN})).as_json(BOT)
    assert (bot["can_pin_messages"], bot["can_manage_topics"]) == (True, False)


def test_others_have_a_status_alone() -> None:
    assert GroupStanding("member").as_json(BOT) == {"user": BOT, "status": "member"}
    assert GroupStanding("kicked").as_json(BOT) == {"user": BOT, "status": "kicked", "until_date": 0}
