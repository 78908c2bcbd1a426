"""A low score opens one recovery case at once, and the customer is told."""

from dataclasses import replace

import pytest

from actions.settings.replies import Reply
from actions.surveys.policy.triggers import case_settled
from nlu.contract.labels import Intent, Language
from store.models.address import Address
from store.models.cases import Case, CaseEvent, CaseKind, CaseStatus, CaseStep, Priority
from store.models.conversations import Message
from store.models.question_kinds import Kind
from store.models.queues import Alarm, OutboxItem
from store.models.surveys import Invitation
from tests.actions.conftest import sure, texts, unsure
from tests.actions.surveys.conftest import HOUR, Talk
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
    sent = await talk.customer.write("再也不来了", sure(Intent.COMPLAINT))
    assert [case.kind for case in await talk.shop.rows(Case)] == [CaseKind.RECOVERY]
    assert len([text for text in texts(sent) if "HF-000001" in text]) == 1
    assert [event.step for event in await talk.shop.rows(CaseEvent)] == [CaseStep.OPENED, CaseStep.MESSAGE]


async def alarms(talk: Talk) -> list[tuple[str, str]]:
    rows: list[Alarm] = await talk.shop.rows(Alarm)
    return [(row.kind, row.subject) for row in rows if row.cleared_at is None]


async def remedy(talk: Talk) -> None:
    """The case is settled, and the customer is asked how."""
    async with talk.shop.database.transaction() as session:
        case = await session.get_one(Case, 1)
        case.status, case.settled_at = CaseStatus.SETTLED, talk.shop.now
        await case_settled(session, case, talk.shop.now, talk.shop.house)
    talk.later(HOUR)
    await talk.shop.work()


async def test_staff_are_told_at_once(talk: Talk) -> None:
    talk.customer.house = replace(talk.shop.house, staff_chat=Address(-100))
    await talk.begin(outlet="north", agent="lee")
    await talk.tap("1")
    assert await alarms(talk) == [("case.recovery", "case:HF-000001")]
    told = [row for row in await talk.shop.rows(OutboxItem) if row.address == Address(-100)]
    assert [row.payload["text"] for row in told] == ["回访低分，已建跟进工单 HF-000001（north / lee）。"]


async def test_angry_comment_after_a_good_score_opens_one_recovery_case(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    sent = await talk.customer.write("师傅一直骂骂咧咧", sure(Intent.COMPLAINT))
    (case,) = await talk.shop.rows(Case)
    assert (case.kind, case.invitation_id) == (CaseKind.RECOVERY, 1)
    assert texts(sent)[0] == talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_THANKS)
    assert "HF-000001" in texts(sent)[1]
    assert await alarms(talk) == [("case.angry", "case:HF-000001")]


@pytest.mark.parametrize(("confidence", "opened"), [(0.9, 0), (0.99, 1)])
async def test_complaint_below_the_best_score_must_be_clear(
    talk: Talk, confidence: float, opened: int
) -> None:
    await talk.begin()
    await talk.tap("5")
    sent = await talk.customer.write("两天就送到门口", sure(Intent.COMPLAINT, confidence))
    assert len(await talk.shop.rows(Case)) == opened
    assert texts(sent)[0] == talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_THANKS)


async def test_unsure_model_opens_nothing(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("4")
    await talk.customer.write("还行吧", unsure(Intent.COMPLAINT))
    assert await talk.shop.rows(Case) == []


async def test_answer_after_the_remedy_reopens_the_same_case(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    await remedy(talk)
    await talk.customer.press("s:2:resolved:0")
    sent = await talk.customer.press("s:2:satisfaction:1")
    assert texts(sent) == [talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_THANKS_STILL)]
    (case,) = await talk.shop.rows(Case)
    steps = [each.step for each in await talk.shop.rows(CaseEvent)]
    assert (case.status, case.settled_at) == (CaseStatus.OPEN, None)
    assert steps[-3:] == [CaseStep.OPENED, CaseStep.REOPENED, CaseStep.MESSAGE]
    assert await alarms(talk) == [("case.unresolved", "case:HF-000001")]


async def test_remedy_that_helped_is_thanked_and_clears_the_alarm(talk: Talk) -> None:
    await talk.begin()
    await talk.tap("1")
    await remedy(talk)
    await talk.customer.press("s:2:resolved:1")
    sent = await talk.customer.press("s:2:satisfaction:5")
    assert texts(sent) == [talk.shop.house.replies.text(Language.ZH, Reply.SURVEY_THANKS)]
    assert await alarms(talk) == []
    keys = [row.survey_key for row in await talk.shop.rows(Invitation)]
    assert keys == ["post_service", "case_settled"]
