"""Comments are stored, thanked and understood; anything else is heard as a separate message."""

from datetime import timedelta

from actions.settings.replies import Reply
from actions.turn.incoming import TextReceived
from actions.turn.reading import Reading
from nlu.contract.labels import Intent, Language
from store.models.cases import Case, CaseKind
from store.models.conversations import Conversation, Message, Mode
from store.models.surveys import Invitation, InvitationStatus
from tests.actions.conftest import AWAY, Sent, sure, texts
from tests.actions.surveys.conftest import HOUR, Talk
from tests.actions.surveys.shown import asked, ended, said, summary
from tests.conftest import NOON


async def test_comment_is_stored_and_thanked(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    sent = await talk.customer.write("师傅很专业", sure(Intent.PRAISE))
    assert texts(sent) == [said(talk, Reply.SURVEY_THANKS)]
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": "师傅很专业"}
    invitation = await talk.shop.invitation()
    assert invitation.status is InvitationStatus.COMPLETED
    assert (invitation.completed_at, invitation.due_at, invitation.question) == (NOON + HOUR, None, None)


async def test_comment_is_classified_too(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.customer.write("师傅很专业", sure(Intent.PRAISE))
    messages: list[Message] = await talk.shop.rows(Message)
    assert [each.intent for each in messages if each.text == "师傅很专业"] == [Intent.PRAISE]


async def test_comment_takes_the_skip_button_away(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    sent = await talk.customer.write("师傅很专业", sure(Intent.PRAISE))
    assert (sent[0].action, sent[0].text, sent[0].buttons) == ("edit", asked(talk, "comment", "2/2"), {})


async def test_comment_is_taken_while_the_model_is_away_and_only_once(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    assert texts(await talk.customer.write("师傅很专业", AWAY)) == [said(talk, Reply.SURVEY_THANKS)]
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": "师傅很专业"}


async def late(talk: Talk, words: str, reading: Reading, seconds: float) -> list[Sent]:
    """A message that was written so many seconds ago arrives."""
    written_at = (talk.customer.now - timedelta(seconds=seconds)).replace(microsecond=0)
    return await talk.customer.write(words, reading, written_at)


async def test_complaint_that_a_tap_has_overtaken_is_no_comment(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await late(talk, "东西坏了，我要投诉", sure(Intent.COMPLAINT), seconds=2)
    assert [each.kind for each in await talk.shop.rows(Case)] == [CaseKind.COMPLAINT]
    assert (await talk.shop.answers(), await talk.shop.awaited()) == ({"satisfaction": 5}, [1])
    await talk.customer.write("师傅很专业", sure(Intent.PRAISE))
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": "师傅很专业"}


async def test_overtaken_complaint_is_no_comment_when_it_is_understood_later(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    assert texts(await late(talk, "东西坏了", AWAY, seconds=2)) == [said(talk, Reply.NOT_YET)]
    assert (await talk.shop.answers(), await talk.shop.awaited()) == ({"satisfaction": 5}, [1])


async def test_words_of_the_second_in_which_they_were_asked_for_are_a_comment(talk: Talk) -> None:
    await talk.begin()
    talk.customer.now += timedelta(milliseconds=700)
    await talk.tap("5")
    await late(talk, "师傅很专业", sure(Intent.PRAISE), seconds=0)
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": "师傅很专业"}


async def test_comment_can_be_skipped(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    sent = await talk.tap("!skip", "comment")
    assert summary(sent)[1:] == [
        ("edit", ended(talk, "5 😄 · 已跳过")),
        ("send", said(talk, Reply.SURVEY_THANKS)),
    ]
    assert sent[1].buttons == {"修改回答": "s:1:satisfaction:!change"}
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": None}
    assert await talk.shop.awaited() == [None]


async def test_words_after_the_end_are_an_ordinary_message(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.customer.write("师傅很专业", sure(Intent.PRAISE))
    await talk.customer.write("几点开门", sure(Intent.INQUIRY))
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": "师傅很专业"}


async def test_words_after_the_expiry_are_an_ordinary_message(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.shop.change(Invitation, status=InvitationStatus.EXPIRED, question=None)
    sent = await talk.customer.write("你好", sure(Intent.GREET))
    replies = talk.shop.house.replies
    assert texts(sent) == [replies.worded(Language.ZH, Reply.GREET, 1)]
    assert await talk.shop.awaited() == [None]


async def test_words_for_the_person_who_is_talking_are_no_comment(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.shop.change(Conversation, mode=Mode.STAFF)
    await talk.customer.write("好的，谢谢", sure(Intent.THANKS))
    assert await talk.shop.answers() == {"satisfaction": 5}
    assert await talk.shop.awaited() == [1]


async def test_request_for_a_person_is_no_comment(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    (promise,) = texts(await talk.customer.write("转人工", sure(Intent.HUMAN)))
    cases: list[Case] = await talk.shop.rows(Case)
    assert [case.kind for case in cases] == [CaseKind.HUMAN]
    assert "HF-000001" in promise
    assert (await talk.shop.answers(), await talk.shop.awaited()) == ({"satisfaction": 5}, [1])


async def test_comment_that_asks_for_a_person_is_followed_up_when_it_is_understood(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    incoming = TextReceived(talk.customer.origin, 90, talk.customer.now, "还是找个人跟我说吧")
    await talk.customer.understood_later(incoming, sure(Intent.HUMAN))
    cases: list[Case] = await talk.shop.rows(Case)
    assert [case.kind for case in cases] == [CaseKind.HUMAN]
