"""What is said in a turn is in the transcript and in the outbox."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from actions.settings.replies import Replies, Reply
from actions.turn.chinese_form import ChineseForm
from actions.turn.reaction import Reaction
from actions.turn.turn import SENDING_FILE, TYPING, Turn
from nlu.contract.labels import Language
from store.models.conversations import Direction, Message, MessageKind
from store.models.queues import OutboxAction, OutboxItem
from store.queues.button import Button
from store.queues.outgoing import Document
from tests.actions.conftest import ACCOUNT
from tests.records import Records


async def rows(turn: Turn) -> list[OutboxItem]:
    return list(await turn.session.scalars(select(OutboxItem).order_by(OutboxItem.id)))


async def test_message_is_in_the_transcript_and_the_outbox(turn: Turn) -> None:
    said = await turn.say("Hello", ((Button("Yes", "y"),),))
    message = await turn.session.get_one(Message, said.id)
    (row,) = await rows(turn)
    assert (message.direction, message.text, message.address) == (Direction.OUT, "Hello", ACCOUNT)
    assert (row.message_id, row.address, row.action) == (said.id, ACCOUNT, OutboxAction.SEND)
    assert row.payload["buttons"] == [[["Yes", "y"]]]
    assert turn.conversation.last_message_at == turn.now


async def test_document_has_one_line_in_the_transcript(turn: Turn) -> None:
    await turn.hand_over(Document("data.json", "{}"), "Your data")
    busy, row = await rows(turn)
    (text,) = await turn.session.scalars(select(Message.text))
    assert (busy.action, busy.payload["text"]) == (OutboxAction.SHOW_ACTIVITY, SENDING_FILE)
    assert (row.action, row.payload["document"]["name"], text) == (
        OutboxAction.DOCUMENT,
        "data.json",
        "Your data",
    )


async def test_edit_and_tap_are_no_messages(turn: Turn) -> None:
    await turn.edit(7, "Thanks")
    await turn.edit(None, "too old to be named")
    await turn.answer_tap("tap-1", "Noted")
    assert [row.action for row in await rows(turn)] == [OutboxAction.EDIT, OutboxAction.ANSWER_TAP]
    assert list(await turn.session.scalars(select(Message))) == []


async def test_text_is_in_the_language_of_the_turn(turn: Turn) -> None:
    other = turn.speaking(Language.ZH)
    assert turn.text(Reply.HELP) == turn.house.replies.text(Language.EN, Reply.HELP)
    assert other.text(Reply.HELP) == turn.house.replies.text(Language.ZH, Reply.HELP)
    assert other.customer is turn.customer


async def test_customer_without_a_chat_cannot_be_spoken_to(turn: Turn) -> None:
    turn.customer.address = None
    with pytest.raises(ValueError, match="has no chat"):
        await turn.say("Hello")


async def test_turn_knows_that_its_customer_was_erased(turn: Turn) -> None:
    assert not turn.is_forgotten
    await turn.session.delete(turn.customer)
    await turn.session.flush()
    assert turn.is_forgotten


async def test_reaction_is_given_once_and_kept_with_the_message(turn: Turn) -> None:
    said = await turn.hear(MessageKind.TEXT, "It leaks again.")
    await turn.react(said, Reaction.SEEN)
    assert await rows(turn) == []  # Telegram has no number for it
    said.telegram_message_id = 2**40
    for _ in range(2):
        await turn.react(said, Reaction.SEEN)
    (row,) = await rows(turn)
    assert (row.action, row.payload["text"], row.payload["target"]) == (OutboxAction.REACT, "👌", 2**40)
    assert (row.message_id, said.reaction) == (None, "👌")


async def test_all_that_is_sent_goes_to_the_topic_of_the_conversation(turn: Turn) -> None:
    turn.conversation.topic = 31
    message = await turn.say("Hello")
    await turn.hand_over(Document("data.json", "{}"), "Your data")
    await turn.show_activity(TYPING)
    assert [row.payload["message_thread_id"] for row in await rows(turn)] == [31, 31, 31, 31]
    assert message.topic == 31


async def test_traditional_writer_reads_traditional_characters(turn: Turn) -> None:
    spoken = replace(turn, language=Language.ZH, form=ChineseForm.HONG_KONG)
    await spoken.say("您的编号", ((Button("投诉", "i:1"),),))
    await spoken.edit(7, "处理中", ((Button("确认", "y"),),))
    await spoken.answer_tap("tap-1", "已记下")
    await spoken.say("张师傅说软件坏了", staff_id=None)
    payloads = [(row.payload["text"], row.payload["buttons"]) for row in await rows(turn)]
    assert payloads == [
        ("您的編號", [[["投訴", "i:1"]]]),
        ("處理中", [[["確認", "y"]]]),
        ("已記下", []),
        ("張師傅説軟件壞了", []),
    ]


async def test_words_of_staff_stay_as_they_are(turn: Turn) -> None:
    staff = await Records(turn.session, turn.now).staff("Lin")
    spoken = replace(turn, language=Language.ZH, form=ChineseForm.TAIWAN)
    said = await spoken.say("马上处理", staff_id=staff.id)
    assert said.text == "马上处理"


async def test_reply_is_worded_otherwise_the_next_time(turn: Turn) -> None:
    replies = turn.house.replies
    texts = {
        language: {**worded, Reply.BYE: ("Bye!", "See you!")} for language, worded in replies.texts.items()
    }
    spoken = replace(turn, house=replace(turn.house, replies=Replies(texts)))
    assert [spoken.text(Reply.BYE) for _ in range(3)] == ["Bye!", "See you!", "Bye!"]
