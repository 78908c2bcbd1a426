from bot.sandbox.server.bot_chat import CHAT_MESSAGES, Chat, ChatKind, Message
from bot.sandbox.server.feed import CHAT_EVENTS, Event, EventKind, Side
from bot.sandbox.server.people import Customer, Persona

EMMA = Customer(7, Persona("Emma", username="emma_b"))


def test_a_private_chat_bears_the_name_of_its_customer() -> None:
    chat = Chat(7, ChatKind.PRIVATE, {7: EMMA})
    assert chat.as_json() == {"id": 7, "first_name": "Emma", "username": "emma_b", "type": "private"}
    assert (chat.person, chat.is_group) == (EMMA, False)


def test_a_group_bears_a_title() -> None:
    chat = Chat(-9, ChatKind.GROUP, {7: EMMA}, "Staff")
    assert (chat.as_json(), chat.is_group) == ({"id": -9, "title": "Staff", "type": "group"}, True)


def test_a_chat_keeps_its_newest_messages() -> None:
    chat = Chat(7, ChatKind.PRIVATE, {7: EMMA})
    for number in range(CHAT_MESSAGES + 2):
        chat.keep(Message(number, Side.BOT, {}))
    assert list(chat.messages) == list(range(2, CHAT_MESSAGES + 2))


def test_a_chat_keeps_its_newest_events() -> None:
    chat = Chat(7, ChatKind.PRIVATE, {7: EMMA})
    for number in range(CHAT_EVENTS + 5):
        chat.events.append(Event(number, 0.0, 1, 7, EventKind.MESSAGE, Side.BOT, {}))
    assert [event.seq for event in chat.since(0)] == list(range(5, CHAT_EVENTS + 5))
    assert [event.seq for event in chat.since(CHAT_EVENTS + 2)] == [CHAT_EVENTS + 3, CHAT_EVENTS + 4]
