"""A low score opens one recovery case at once, and the customer is told."""

from dataclasses import replace

import pytest

from actions.replies import Reply
from actions.surveys.questions import Kind
from nlu.labels import Intent, Language
from store.models.cases import Case, CaseKind, Priority
from store.models.conversations import Message
from tests.actions.conftest import sure, texts
from tests.actions.surveys.conftest import Talk
from tests.actions.surveys.samples import question, survey


@pytest.mark.parametrize("score", ["1", "2"])
async def test_low_score_opens_a_recovery_case_at_once(talk: Talk, score: str) -> None:
    await talk.begin(outlet="north", agent="lee")
    await talk.tap(score)
    (case,) = await talk.shop.rows(Case)
    assert (case.kind, case.priority, case.invitation_id) == (CaseKind.RECOVERY, Priority.HIGH, 1)
    assert (case.outlet, case.agent) == ("north", "lee")


async def test_case_points_at_the_answer(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    (case,) = await talk.shop.rows(Case)
    messages: list[Message] = await talk.shop.rows(Message)
    assert [message.text for message in messages if message.id == case.message_id] == ["1 😞"]


@pytest.mark.parametrize("score", ["3", "4", "5"])
async def test_better_score_opens_nothing(talk: Talk, score: str) -> None:
    await talk.begin()
    await talk.tap(score)
    assert await talk.shop.rows(Case) == []


async def test_double_tap_opens_one_case(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    await talk.tap("1")
    assert len(await talk.shop.rows(Case)) == 1


async def test_two_low_answers_open_one_case(talk: Talk) -> None:
    first, second = question(alert_at_most=2), question(Kind.NPS, "recommend", alert_at_most=3)
    talk.shop.asking(survey(first, second))
    talk.customer.house = talk.shop.house
    await talk.begin(survey="sample")
    await talk.tap("1", "score")
    await talk.tap("0", "recommend")
    assert len(await talk.shop.rows(Case)) == 1


async def test_skipped_question_alerts_nobody(talk: Talk) -> None:
    talk.shop.asking(survey(replace(question(alert_at_most=2), optional=True)))
    talk.customer.house = talk.shop.house
    await talk.begin(survey="sample")
    await talk.tap("!skip", "score")
    assert await talk.shop.rows(Case) == []


async def test_unhappy_customer_is_promised_an_answer_under_a_number(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    await talk.tap("!done", "reasons")
    sent = await talk.tap("!skip", "comment")
    assert texts(sent) == [
        talk.shop.house.replies.text(
            Language.ZH, Reply.SURVEY_THANKS_LOW, reference="HF-000001", due="今天 17:00"
        )
    ]


async def test_angry_comment_is_added_to_the_recovery_case(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    await talk.tap("!done", "reasons")
    await talk.customer.write("再也不来了", sure(Intent.COMPLAINT))
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.RECOVERY]
