"""Answers can be gone back to and changed, for as long as they may be."""

from actions.settings.replies import Reply
from nlu.contract.labels import Intent
from store.models.surveys import InvitationStatus
from tests.actions.conftest import sure, texts
from tests.actions.surveys.conftest import DAY, HOUR, Talk
from tests.actions.surveys.shown import asked, said, summary
from tests.conftest import NOON


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
    assert [each.action for each in sent] == ["answer_tap", "edit"]  # one thanks only
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


async def test_change_from_low_to_low_is_not_thanked_again(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    await talk.tap("!done", "reasons")
    assert len(texts(await talk.tap("!skip", "comment"))) == 1
    talk.later(HOUR)
    await talk.tap("!change")
    await talk.tap("2")
    await talk.tap("!done", "reasons")
    assert texts(await talk.tap("!skip", "comment")) == []
