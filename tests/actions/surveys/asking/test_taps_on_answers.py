"""Answers come by taps and by words, each once; foreign and forged buttons are refused."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from actions.settings.replies import Reply
from nlu.contract.labels import Intent
from store.models.address import Address
from store.models.cases import Case, CaseKind
from store.models.conversations import Direction, Message, MessageKind
from store.models.question_kinds import Kind
from store.models.staff import AuditEntry
from store.models.surveys import Answer, InvitationStatus
from tests.actions.conftest import sure, texts
from tests.actions.surveys.conftest import DAY, HOUR, Talk
from tests.actions.surveys.samples import question, survey
from tests.actions.surveys.shown import asked, said, summary
from tests.conftest import NOON


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
    assert sent[-1].buttons["等候时间"] == "s:1:reasons:+waiting"


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
    stranger = replace(talk.customer, account=Address(99))
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
