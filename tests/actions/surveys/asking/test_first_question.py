"""At the due time the policy is asked again, and then the first question goes out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from actions.settings.replies import Reply
from actions.settings.survey_questions import Condition
from nlu.contract.labels import Intent, Language
from store.models.conversations import Conversation, Direction, Message
from store.models.customers import Customer as CustomerRow
from store.models.question_kinds import Kind
from store.models.queues import OutboxItem
from store.models.surveys import Invitation, InvitationStatus, SurveyVersion
from tests.actions.conftest import Customer, sure
from tests.actions.surveys.conftest import DAY, HOUR, Shop, Talk
from tests.actions.surveys.samples import question, survey
from tests.conftest import NOON


async def test_first_question_is_sent_with_its_introduction_and_buttons(talk: Talk) -> None:
    (sent,) = await talk.begin()
    shipped = talk.shop.house.surveys["post_service"]
    assert shipped.introduction is not None
    introduction, asked = shipped.introduction[Language.ZH], shipped.questions[0].text[Language.ZH]
    way_out = talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_OPT_OUT)
    assert sent.text == f"{introduction}\n{way_out}\n\n1/3　{asked}"
    assert sent.buttons == {
        "1 😞": "s:1:satisfaction:1",
        "2 🙁": "s:1:satisfaction:2",
        "3 😐": "s:1:satisfaction:3",
        "4 🙂": "s:1:satisfaction:4",
        "5 😄": "s:1:satisfaction:5",
    }


async def test_question_is_in_transcript_and_outbox(talk: Talk) -> None:
    (sent,) = await talk.begin()
    messages: list[Message] = await talk.shop.rows(Message)
    outgoing: list[OutboxItem] = await talk.shop.rows(OutboxItem)
    assert (messages[-1].direction, messages[-1].text) == (Direction.OUT, sent.text)
    assert (outgoing[-1].message_id, outgoing[-1].invitation_id) == (messages[-1].id, 1)


async def test_sent_invitation_knows_its_times(talk: Talk) -> None:
    await talk.begin()
    invitation = await talk.shop.invitation()
    sent_at = NOON + HOUR
    assert invitation.status is InvitationStatus.SENT
    assert (invitation.sent_at, invitation.delivered_at) == (sent_at, None)
    assert (invitation.due_at, invitation.expires_at) == (sent_at + 2 * DAY, sent_at + 7 * DAY)
    assert (invitation.question, invitation.language) == ("satisfaction", Language.ZH)
    assert await talk.shop.decisions() == [("received", "scheduled", None), ("sending", "scheduled", None)]


async def test_opting_out_meanwhile_is_respected(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await shop.change(CustomerRow, opted_out_at=NOON)
    shop.now += HOUR
    assert await shop.work() == []
    invitation = await shop.invitation()
    assert (invitation.status, invitation.due_at) == (InvitationStatus.CANCELLED, None)
    assert (await shop.decisions())[-1] == ("sending", "skipped", "opted_out")


async def test_complaint_meanwhile_is_respected(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await known.write("太差了", sure(Intent.COMPLAINT))
    shop.now += HOUR
    assert await shop.work() == []
    assert (await shop.decisions())[-1] == ("sending", "skipped", "open_complaint")


async def test_worker_that_wakes_at_night_waits_for_the_morning(shop: Shop, known: Customer) -> None:
    await shop.tell()
    shop.now = NOON + 10 * HOUR  # 22:00 in Shanghai
    assert await shop.work() == []
    invitation = await shop.invitation()
    assert (invitation.status, invitation.due_at) == (InvitationStatus.SCHEDULED, NOON + 21 * HOUR)
    shop.now = NOON + 21 * HOUR
    assert len(await shop.work()) == 1


async def test_worker_that_wakes_too_late_asks_no_more(shop: Shop, known: Customer) -> None:
    await shop.tell()
    shop.now += 8 * DAY
    assert await shop.work() == []
    assert (await shop.decisions())[-1] == ("sending", "skipped", "too_old")


async def test_of_two_services_only_one_is_asked_about(shop: Shop, known: Customer) -> None:
    patient = shop.house
    shop.house = replace(patient, rules=replace(patient.rules, cooldown=timedelta(0)))
    await shop.tell()
    await shop.tell(ended_at=NOON - timedelta(minutes=1))
    shop.house, shop.now = patient, NOON + HOUR
    assert len(await shop.work()) == 1
    statuses = [row.status for row in await shop.rows(Invitation)]
    assert statuses == [InvitationStatus.SENT, InvitationStatus.CANCELLED]


async def test_customer_with_an_english_app_is_asked_in_english(
    shop: Shop, customers: Callable[..., Customer]
) -> None:
    await customers(42, "en-GB").command("help")
    await shop.tell()
    shop.now += HOUR
    (sent,) = await shop.work()
    assert sent.text.startswith("Hello")


@pytest.mark.parametrize(("words", "opening"), [("where is my parcel", "Hello"), ("我的包裹呢", "您好")])
async def test_customer_with_another_app_is_asked_as_they_wrote(
    shop: Shop, customers: Callable[..., Customer], words: str, opening: str
) -> None:
    await customers(42, "de").write(words, sure(Intent.GREET))
    await shop.tell()
    shop.now += HOUR
    (sent,) = await shop.work()
    assert sent.text.startswith(opening)


async def test_long_silence_begins_a_new_conversation(shop: Shop, known: Customer) -> None:
    shop.now += 3 * DAY
    await shop.tell()
    shop.now += HOUR
    await shop.work()
    assert len(await shop.rows(Conversation)) == 2


async def test_definition_of_the_day_of_sending_is_asked(shop: Shop, known: Customer) -> None:
    shop.asking(survey(question(name="old")))
    await shop.tell(survey="sample")
    shop.asking(replace(survey(question(name="new")), digest="new"))
    shop.now += HOUR
    (sent,) = await shop.work()
    assert sent.buttons["1"] == "s:1:new:1"
    versions: list[SurveyVersion] = await shop.rows(SurveyVersion)
    assert [version.digest for version in versions] == ["digest of sample", "new"]
    assert (await shop.invitation()).survey_version_id == versions[1].id


async def test_survey_that_is_gone_is_asked_as_it_was(shop: Shop, known: Customer) -> None:
    without = shop.house
    shop.asking(survey(question(), question(Kind.TEXT, "more", when=Condition("score", at_most=2))))
    await shop.tell(survey="sample")
    shop.house, shop.now = without, NOON + HOUR
    (sent,) = await shop.work()
    assert sent.text.endswith("\n\n1/2　问")


async def test_survey_may_begin_with_words(shop: Shop, known: Customer) -> None:
    shop.asking(survey(question(Kind.TEXT, "story")))
    await shop.tell(survey="sample")
    shop.now += HOUR
    (sent,) = await shop.work()
    assert (sent.buttons, await shop.awaited()) == ({}, [1])


async def test_newer_survey_ends_an_older_one_that_is_open(talk: Talk) -> None:
    await talk.begin()
    await talk.shop.tell(survey="case_settled", source="desk")
    talk.later(HOUR)
    await talk.shop.work()
    rows: list[Invitation] = await talk.shop.rows(Invitation)
    assert [row.status for row in rows] == [InvitationStatus.EXPIRED, InvitationStatus.SENT]
