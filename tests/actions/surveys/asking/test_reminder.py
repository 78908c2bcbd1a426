"""A customer who does not answer is reminded once, and then left alone."""

from dataclasses import replace
from datetime import timedelta

from actions.settings.replies import Reply
from nlu.contract.labels import Intent, Language
from store.models.cases import Case, CaseStatus
from store.models.conversations import Awaited, Conversation, Mode
from store.models.customers import Customer as CustomerRow
from store.models.surveys import InvitationStatus
from tests.actions.conftest import sure
from tests.actions.surveys.conftest import DAY, HOUR, Talk
from tests.actions.surveys.samples import question, survey
from tests.conftest import NOON

SENT = NOON + HOUR


async def test_silent_customer_is_reminded_after_two_days(talk: Talk) -> None:
    (asked,) = await talk.begin()
    await talk.shop.deliver(501)
    talk.later(2 * DAY)
    withdrawn, reminder = await talk.shop.work()
    assert (withdrawn.action, withdrawn.text, withdrawn.buttons) == ("edit", asked.text, {})
    opening = talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_REMINDER)
    text = talk.shop.house.surveys["post_service"].questions[0].text[Language.ZH]
    way_out = talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_OPT_OUT)
    assert (reminder.text, reminder.buttons) == (f"{opening}\n{way_out}\n\n1/3　{text}", asked.buttons)
    invitation = await talk.shop.invitation()
    assert (invitation.reminded_at, invitation.due_at) == (SENT + 2 * DAY, SENT + 7 * DAY)


async def test_customer_is_reminded_only_once(talk: Talk) -> None:
    await talk.begin()
    talk.later(2 * DAY)
    assert len(await talk.shop.work()) == 1
    talk.later(2 * DAY)
    assert await talk.shop.work() == []


async def test_reminder_waits_for_the_end_of_the_night(talk: Talk) -> None:
    await talk.begin()
    talk.later(2 * DAY + 9 * HOUR)  # 22:00 in Shanghai
    assert await talk.shop.work() == []
    assert (await talk.shop.invitation()).due_at == NOON + 2 * DAY + 21 * HOUR
    talk.later(11 * HOUR)
    assert len(await talk.shop.work()) == 1


async def test_complaint_meanwhile_forbids_the_reminder(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.write("太差了", sure(Intent.COMPLAINT))
    talk.later(2 * DAY)
    assert await talk.shop.work() == []
    assert (await talk.shop.invitation()).due_at == SENT + 7 * DAY


async def test_blocked_bot_reminds_nobody(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.deliver()
    await talk.customer.block()
    talk.later(2 * DAY)
    assert await talk.shop.work() == []


async def test_optional_comment_is_not_worth_a_reminder(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    talk.later(2 * DAY)
    assert await talk.shop.work() == []


async def test_item_that_waits_is_reminded_at_its_place_and_its_survey_is_not_complete(talk: Talk) -> None:
    await talk.begin(survey="servperf")
    talk.later(2 * DAY)
    (reminder,) = await talk.shop.work()
    assert "1/5" in reminder.text
    asked = (await talk.shop.invitation()).question
    assert asked is not None
    await talk.tap("4", asked)
    talk.later(5 * DAY)
    await talk.shop.work()
    assert (await talk.shop.invitation()).status is InvitationStatus.EXPIRED


async def test_half_answered_survey_is_reminded_of_its_open_question(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    await talk.tap("+price", "reasons")
    await talk.shop.change(Case, status=CaseStatus.SETTLED)
    talk.later(2 * DAY)
    _, reminder = await talk.shop.work()
    assert "✓ 价格" in reminder.buttons


async def test_reminder_keeps_the_language_of_the_survey(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.change(CustomerRow, language_code="en")
    talk.later(2 * DAY)
    (reminder,) = await talk.shop.work()
    assert reminder.text.startswith(talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_REMINDER))


async def test_language_chosen_since_is_respected(talk: Talk) -> None:
    await talk.begin()
    await talk.customer.command("language", "en")
    talk.later(2 * DAY)
    (reminder,) = await talk.shop.work()
    assert reminder.text.startswith(talk.shop.house.replies.text(Language.EN, Reply.SURVEY_REMINDER))


async def test_unanswered_survey_expires_and_loses_its_buttons(talk: Talk) -> None:
    (asked,) = await talk.begin()
    await talk.shop.deliver()
    talk.later(7 * DAY)
    (closed,) = await talk.shop.work()
    remark = talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_CLOSED)
    assert (closed.action, closed.text, closed.buttons) == ("edit", f"{asked.text}\n\n{remark}", {})
    invitation = await talk.shop.invitation()
    assert (invitation.status, invitation.due_at) == (InvitationStatus.EXPIRED, None)


async def test_survey_expires_without_a_word_where_its_message_is_not_known(talk: Talk) -> None:
    await talk.begin()
    talk.later(7 * DAY)
    assert await talk.shop.work() == []
    assert (await talk.shop.invitation()).status is InvitationStatus.EXPIRED


async def test_survey_of_a_blocked_bot_expires_in_silence(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.deliver()
    await talk.customer.block()
    talk.later(7 * DAY)
    assert await talk.shop.work() == []
    assert (await talk.shop.invitation()).status is InvitationStatus.EXPIRED


async def test_partial_answers_are_kept_at_the_expiry(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    await talk.tap("+price", "reasons")
    talk.later(8 * DAY)
    await talk.shop.work()
    assert (await talk.shop.invitation()).status is InvitationStatus.EXPIRED
    assert await talk.shop.answers() == {"satisfaction": 1, "reasons": ["price"]}


async def test_survey_without_its_comment_counts_as_completed(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("5")
    talk.later(8 * DAY)
    await talk.shop.work()
    invitation = await talk.shop.invitation()
    assert invitation.status is InvitationStatus.COMPLETED
    assert invitation.completed_at == SENT + 8 * DAY
    assert await talk.shop.awaited() == [None]


async def test_unanswered_optional_survey_has_expired(talk: Talk) -> None:
    talk.shop.asking(survey(question(optional=True)))
    await talk.begin(survey="sample")
    talk.later(8 * DAY)
    await talk.shop.work()
    invitation = await talk.shop.invitation()
    assert (invitation.status, invitation.completed_at) == (InvitationStatus.EXPIRED, None)


async def test_expiry_leaves_another_wait_alone(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.change(Conversation, awaited=Awaited.ORDER_NUMBER, awaited_for=1)
    talk.later(8 * DAY)
    await talk.shop.work()
    assert await talk.shop.awaited() == [1]


async def test_reminder_never_comes_after_the_expiry(talk: Talk) -> None:
    rules = replace(talk.shop.house.rules, expiry=timedelta(days=1))
    talk.shop.house = replace(talk.shop.house, rules=rules)
    await talk.begin()
    assert (await talk.shop.invitation()).due_at == SENT + DAY
    talk.later(DAY)
    await talk.shop.work()
    invitation = await talk.shop.invitation()
    assert (invitation.status, invitation.reminded_at) == (InvitationStatus.EXPIRED, None)


async def test_nobody_is_reminded_while_a_person_talks_to_them(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.change(Conversation, mode=Mode.STAFF)
    talk.later(2 * DAY)
    assert await talk.shop.work() == []
    assert (await talk.shop.invitation()).due_at == SENT + 7 * DAY
