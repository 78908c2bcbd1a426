from bot.sandbox.server.bot_chat import CHAT_MESSAGES, BotChat, ChatKind, ChatMessage
from bot.sandbox.server.event_feed import CHAT_EVENTS, ChatEvent, EventKind, Side
from bot.sandbox.server.people import Persona, SandboxCustomer

EMMA = SandboxCustomer(7, Persona("Emma", username="emma_b"))


def test_a_private_chat_has_the_name_of_its_customer() -> None:
    chat = BotChat(7, ChatKind.PRIVATE, {7: EMMA})
    assert chat.as_json() == {"id": 7, "first_name": "Emma", "username": "emma_b", "type": "private"}
    assert (chat.person, chat.is_group) == (EMMA, False)


def test_a_group_has_a_title() -> None:
    chat = BotChat(-9, ChatKind.GROUP, {7: EMMA}, "Staff")
    assert (chat.as_json(), chat.is_group) == ({"id": -9, "title": "Staff", "type": "group"}, True)


def test_a_chat_keeps_its_newest_messages() -> None:
    chat = BotChat(7, ChatKind.PRIVATE, {7: EMMA})
    for number in range(CHAT_MESSAGES + 2):
        chat.keep(ChatMessage(number, Side.BOT, {}))
    assert list(chat.messages) == list(range(2, CHAT_MESSAGES + 2))


def test_a_chat_keeps_its_newest_events() -> None:
    chat = BotChat(7, ChatKind.PRIVATE, {7: EMMA})
    for number in range(CHAT_EVENTS + 5):
        chat.events.append(ChatEvent(number, 0.0, 1, 7, EventKind.MESSAGE, Side.BOT, {}))
    assert [event.seq for event in chat.since(0)] == list(range(5, CHAT_EVENTS + 5))
    assert [event.seq for event in chat.since(CHAT_EVENTS + 2)] == [CHAT_EVENTS + 3, CHAT_EVENTS + 4]
