"""Answers come by taps and by words, each once; foreign and forged buttons are refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from actions.incoming import TextReceived
from actions.replies import Reply
from actions.surveys.questions import Kind
from actions.understanding import Reading
from nlu.labels import Intent, Language
from store.models.cases import Case, CaseKind
from store.models.conversations import Conversation, Direction, Message, MessageKind, Mode
from store.models.staff import AuditEntry
from store.models.surveys import Answer, Invitation, InvitationStatus
from tests.actions.conftest import AWAY, Sent, sure, texts
from tests.actions.surveys.conftest import DAY, HOUR, Talk
from tests.actions.surveys.samples import question, survey
from tests.conftest import NOON


def said(talk: Talk, reply: Reply, **values: object) -> str:
    return talk.shop.house.replies.text(Language.ZH, reply, **values)


def asked(talk: Talk, name: str, step: str = "") -> str:
    """A question as it is shown; `step` is such as "2/3"."""
    found = talk.shop.house.surveys["post_service"].question(name)
    assert found is not None
    return "　".join(part for part in (step, found.text[Language.ZH]) if part)


def ended(talk: Talk, answer: str) -> str:
    """What the survey's message shows at the end."""
    title = said(talk, Reply.SURVEY_ENDED, title="服务回访")
    return f"{title}\n\n{said(talk, Reply.SURVEY_ANSWERED, answer=answer)}"


def summary(sent: list[Sent]) -> list[tuple[str, str]]:
    return [(each.action, each.text) for each in sent]


async def test_satisfied_customer_is_asked_for_a_comment_next(talk: Talk) -> None:
    await talk.begin()
    sent = await talk.tap("5")
    assert summary(sent) == [
        ("answer_tap", said(talk, Reply.SURVEY_NOTED)),
        ("edit", asked(talk, "comment", "2/2")),
    ]
    assert sent[1].buttons == {"← 上一题": "s:1:comment:!back", "跳过": "s:1:comment:!skip"}
    assert await talk.shop.answers() == {"satisfaction": 5}


async def test_first_answer_starts_and_proves_the_delivery(talk: Talk) -> None:
    await talk.begin()
    talk.later(HOUR)
    await talk.tap("4")
    invitation = await talk.shop.invitation()
    assert (invitation.status, invitation.question) == (InvitationStatus.STARTED, "comment")
    assert invitation.delivered_at == NOON + 2 * HOUR


async def test_tap_is_in_the_transcript(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    messages: list[Message] = await talk.shop.rows(Message)
    tapped = next(message for message in messages if message.kind is MessageKind.TAP)
    (answer,) = await talk.shop.rows(Answer)
    assert (tapped.direction, tapped.text, answer.message_id) == (Direction.IN, "4 🙂", tapped.id)


@pytest.mark.parametrize("score", ["1", "2", "3"])
async def test_reasons_are_asked_where_the_score_is_low(talk: Talk, score: str) -> None:
    await talk.begin()
    sent = await talk.tap(score)
    assert summary(sent)[1:] == [("edit", asked(talk, "reasons", "2/3"))]
    assert sent[-1].buttons["等太久"] == "s:1:reasons:+waiting"


async def test_reasons_are_ticked_in_place(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("3")
    sent = await talk.tap("+price", "reasons")
    assert summary(sent) == [("answer_tap", ""), ("edit", asked(talk, "reasons", "2/3"))]
    assert sent[1].buttons["✓ 价格"] == "s:1:reasons:-price"
    sent = await talk.tap("+waiting", "reasons")
    assert await talk.shop.answers() == {"satisfaction": 3, "reasons": ["waiting", "price"]}
    sent = await talk.tap("-price", "reasons")
    assert sent[1].buttons["价格"] == "s:1:reasons:+price"
    assert await talk.shop.answers() == {"satisfaction": 3, "reasons": ["waiting"]}


async def test_reason_ticked_twice_is_ticked(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("3")
    first = await talk.tap("+price", "reasons")
    assert await talk.tap("+price", "reasons") == first
    assert await talk.shop.answers() == {"satisfaction": 3, "reasons": ["price"]}


async def test_reasons_are_done_by_the_button(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("3")
    await talk.tap("+price", "reasons")
    await talk.tap("+waiting", "reasons")
    sent = await talk.tap("!done", "reasons")
    assert summary(sent)[1:] == [("edit", asked(talk, "comment", "3/3"))]


async def test_done_without_a_reason_is_an_answer(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("3")
    sent = await talk.tap("!done", "reasons")
    assert summary(sent)[1:] == [("edit", asked(talk, "comment", "3/3"))]
    assert await talk.shop.answers() == {"satisfaction": 3, "reasons": []}


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
    assert texts(sent) == [said(talk, Reply.GREET)]
    assert await talk.shop.awaited() == [None]


async def test_complaint_in_the_middle_is_logged_and_the_survey_goes_on(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("到现在还漏水", sure(Intent.COMPLAINT))
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.COMPLAINT]
    assert await talk.shop.answers() == {}
    assert summary(await talk.tap("4"))[1:] == [("edit", asked(talk, "comment", "2/2"))]


async def test_double_tap_is_one_answer(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    assert summary(await talk.tap("4")) == [("answer_tap", said(talk, Reply.SURVEY_NOTED))]
    assert [row.number for row in await talk.shop.rows(Answer)] == [4]


async def test_double_tap_on_done_is_one_answer(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("3")
    await talk.tap("!done", "reasons")
    assert summary(await talk.tap("!done", "reasons")) == [("answer_tap", said(talk, Reply.SURVEY_NOTED))]


async def test_last_of_two_quick_taps_counts(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    sent = await talk.tap("3")
    assert summary(sent)[1:] == [("edit", asked(talk, "reasons", "2/3"))]
    assert await talk.shop.answers() == {"satisfaction": 3}
    (answer,) = await talk.shop.rows(Answer)
    assert (answer.answered_at, answer.changed_at) == (NOON + HOUR, NOON + HOUR)


async def test_customer_goes_back_and_sees_what_was_answered(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    sent = await talk.tap("!back", "comment")
    assert summary(sent) == [("answer_tap", ""), ("edit", asked(talk, "satisfaction", "1/2"))]
    assert sent[1].buttons["✓ 4 🙂"] == "s:1:satisfaction:4"
    assert await talk.shop.awaited() == [None]
    await talk.tap("5")
    assert await talk.shop.answers() == {"satisfaction": 5}


async def test_changed_answer_drops_what_followed_from_the_old_one(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("3")
    await talk.tap("+price", "reasons")
    await talk.tap("!done", "reasons")
    await talk.tap("!back", "comment")
    await talk.tap("!back", "reasons")
    sent = await talk.tap("5")
    assert summary(sent)[1:] == [("edit", asked(talk, "comment", "2/2"))]
    assert await talk.shop.answers() == {"satisfaction": 5}


async def test_answers_can_be_changed_after_the_end(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    await talk.tap("!skip", "comment")
    sent = await talk.tap("!change")
    assert summary(sent) == [("answer_tap", ""), ("edit", asked(talk, "satisfaction", "1/2"))]
    await talk.tap("5")
    talk.later(HOUR)
    sent = await talk.tap("!skip", "comment")
    assert [each.action for each in sent] == ["answer_tap", "edit"]  # nobody is thanked twice
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": None}
    invitation = await talk.shop.invitation()
    assert (invitation.status, invitation.completed_at) == (InvitationStatus.COMPLETED, NOON + HOUR)


async def test_survey_left_open_after_a_change_is_still_complete(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    await talk.tap("!skip", "comment")
    await talk.tap("!change")
    talk.later(2 * DAY)
    await talk.shop.work()
    invitation = await talk.shop.invitation()
    assert (invitation.status, invitation.completed_at) == (InvitationStatus.COMPLETED, NOON + HOUR)


async def test_answer_is_fixed_after_a_day(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    talk.later(DAY)
    fixed = [("answer_tap", said(talk, Reply.SURVEY_FIXED))]
    assert summary(await talk.tap("!back", "comment")) == fixed
    assert summary(await talk.tap("2")) == fixed
    await talk.tap("!skip", "comment")
    assert summary(await talk.tap("!change")) == fixed
    assert await talk.shop.answers() == {"satisfaction": 4, "comment": None}


async def test_answers_are_fixed_by_the_comment(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    await talk.customer.write("师傅很专业", sure(Intent.PRAISE))
    assert summary(await talk.tap("!change")) == [("answer_tap", said(talk, Reply.SURVEY_FIXED))]
    assert (await talk.shop.invitation()).status is InvitationStatus.COMPLETED


async def test_survey_is_not_opened_again_at_a_question_that_was_not_asked(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    await talk.tap("!skip", "comment")
    fixed = [("answer_tap", said(talk, Reply.SURVEY_FIXED))]
    assert summary(await talk.tap("!change", "reasons")) == fixed


async def test_first_question_has_nothing_before_it(talk: Talk) -> None:
    await talk.begin()
    assert summary(await talk.tap("!back")) == [("answer_tap", said(talk, Reply.SURVEY_FIXED))]


async def test_words_for_the_person_who_is_talking_are_no_comment(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.shop.change(Conversation, mode=Mode.STAFF)
    await talk.customer.write("好的，谢谢", sure(Intent.THANKS))
    assert await talk.shop.answers() == {"satisfaction": 5}
    assert await talk.shop.awaited() == [1]


async def test_tap_after_the_end_is_told_so(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    await talk.tap("!skip", "comment")
    assert summary(await talk.tap("!skip", "comment")) == [("answer_tap", said(talk, Reply.SURVEY_CLOSED))]


async def test_tap_on_a_message_too_old_to_name_still_counts(talk: Talk) -> None:
    await talk.begin()
    sent = await talk.tap("4", message_id=None)
    assert [each.action for each in sent] == ["answer_tap", "send"]
    assert await talk.shop.answers() == {"satisfaction": 4}


async def test_button_of_somebody_else_is_refused_and_audited(talk: Talk) -> None:
    await talk.begin()
    stranger = replace(talk.customer, telegram_id=99)
    sent = await stranger.press("s:1:satisfaction:1")
    assert summary(sent) == [("answer_tap", said(talk, Reply.BUTTON_FOREIGN))]
    (entry,) = await talk.shop.rows(AuditEntry)
    assert (entry.actor, entry.action, entry.subject) == ("customer:2", "tap.refused", "survey")
    assert await talk.shop.answers() == {}


@pytest.mark.parametrize(
    "data",
    [
        "s:1:satisfaction:9",
        "s:1:satisfaction:!skip",
        "s:1:nothing:5",
        "s:2:satisfaction:5",
        "s:x",
        "s:9223372036854775807:satisfaction:5",
        "s:99999999999999999999:satisfaction:5",
    ],
)
async def test_forged_button_is_refused_and_audited(talk: Talk, data: str) -> None:
    await talk.begin()
    sent = await talk.customer.press(data)
    assert summary(sent) == [("answer_tap", said(talk, Reply.BUTTON_FOREIGN))]
    assert len(await talk.shop.rows(AuditEntry)) == 1
    assert await talk.shop.answers() == {}


async def test_button_of_a_survey_that_was_not_sent_yet_is_forged(talk: Talk) -> None:
    await talk.shop.tell()
    sent = await talk.tap("5")
    assert summary(sent) == [("answer_tap", said(talk, Reply.BUTTON_FOREIGN))]


async def test_answers_keep_the_language_of_the_survey(talk: Talk) -> None:
    await talk.begin()
    talk.customer.language_code = "en"
    assert summary(await talk.tap("5"))[1:] == [("edit", asked(talk, "comment", "2/2"))]


async def test_old_version_is_answered_as_it_was_asked(talk: Talk) -> None:
    talk.shop.asking(survey(question(name="old")))
    await talk.begin(survey="sample")
    changed = replace(survey(question(name="new")), digest="new")
    talk.customer.house = replace(talk.shop.house, surveys={"sample": changed})
    await talk.tap("3", "old")
    assert await talk.shop.answers() == {"old": 3}


async def test_words_in_the_middle_of_a_survey_may_lead_to_buttons(talk: Talk) -> None:
    talk.shop.asking(survey(question(Kind.TEXT, "story"), question(Kind.SINGLE, "why")))
    talk.customer.house = talk.shop.house
    await talk.begin(survey="sample")
    sent = await talk.customer.write("说来话长", sure(Intent.GREET))
    assert texts(sent) == ["2/2　问"]
    assert await talk.shop.awaited() == [None]
    await talk.tap("price", "why")
    assert await talk.shop.answers() == {"story": "说来话长", "why": ["price"]}


async def test_answer_after_a_long_silence_counts(talk: Talk) -> None:
    await talk.begin()
    talk.later(5 * DAY)
    await talk.tap("5")
    talk.later(DAY)
    await talk.customer.write("师傅很专业", sure(Intent.PRAISE))
    assert await talk.shop.answers() == {"satisfaction": 5, "comment": "师傅很专业"}


async def test_what_was_not_given_is_nothing_to_sql(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    async with talk.shop.database.reading() as session:
        empty = text("SELECT count(*) FROM answers WHERE choices IS NULL AND text IS NULL")
        assert await session.scalar(empty) == 1


async def test_survey_that_is_not_wanted_ends_at_once(talk: Talk) -> None:
    await talk.begin(survey="servqual")
    sent = await talk.tap("0", "consent")
    assert texts(sent) == [said(talk, Reply.SURVEY_DECLINED)]
    assert (await talk.shop.invitation()).status is InvitationStatus.DISMISSED


async def test_halves_of_a_pair_are_answered_one_after_the_other(talk: Talk) -> None:
    await talk.begin(survey="servqual")
    await talk.tap("1", "consent")
    await talk.tap("5", "on_time_expected")
    talk.later(3 * DAY)
    await talk.tap("3", "on_time_perceived")
    assert await talk.shop.answers() == {"consent": 1, "on_time_expected": 5, "on_time_perceived": 3}
    assert (await talk.shop.invitation()).question == "first_time_expected"


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
    talk.customer.updates += 1
    await talk.customer.update(incoming, AWAY)
    assert talk.customer.last_item is not None
    await talk.customer.again(talk.customer.last_item, incoming, sure(Intent.HUMAN))
    cases: list[Case] = await talk.shop.rows(Case)
    assert [case.kind for case in cases] == [CaseKind.HUMAN]


async def test_change_to_a_low_score_is_told_of_its_case(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    await talk.tap("!skip", "comment")
    talk.later(HOUR)
    await talk.tap("!change")
    await talk.tap("1")
    await talk.tap("!done", "reasons")
    (answer,) = texts(await talk.tap("!skip", "comment"))
    assert "HF-000001" in answer
