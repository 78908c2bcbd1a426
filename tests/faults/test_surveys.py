"""Faults 7, 29, 30 and 33: impatient, early, foreign and unexpected answers to a survey."""

import pytest
from sqlalchemy import select

from bot.sandbox.server.fault_plan import FaultKind
from store.models.address import Address
from store.models.cases import Case, CaseKind
from store.models.customers import Customer
from store.models.queues import OutboxStatus
from store.models.staff import AuditEntry
from store.models.surveys import Answer, Invitation
from tests.faults.stage import Stage, rating

pytestmark = [pytest.mark.rasa, pytest.mark.asyncio(loop_scope="module")]


async def answers(stage: Stage, customer: int, question: str = "satisfaction") -> list[int | None]:
    return await stage.rows(
        select(Answer.number)
        .join(Invitation, Invitation.id == Answer.invitation_id)
        .join(Customer, Customer.id == Invitation.customer_id)
        .where(Customer.address == Address(customer), Answer.question == question)
    )


async def test_07_tap_before_the_question_is_known_to_be_sent_is_an_answer(stage: Stage) -> None:
    customer = await stage.opened()
    await stage.order(kind=FaultKind.TIMEOUT_AFTER, method="sendmessage", chat=customer, seconds=60)
    question = await stage.asked(customer, "07")
    tapped = await stage.telegram.tap(customer, question.message_id, rating(question, 5))
    await stage.until_done(tapped.update_id)
    assert await answers(stage, customer) == [5]
    await stage.until_sends(customer, OutboxStatus.UNKNOWN)


async def test_29_double_tap_is_one_answer(stage: Stage) -> None:
    customer = await stage.opened()
    question = await stage.asked(customer, "29")
    taps = [await stage.telegram.tap(customer, question.message_id, rating(question, 2)) for _ in range(2)]
    for tapped in taps:
        await stage.until_done(tapped.update_id)
    recoveries = select(Case.id).join(Customer, Customer.id == Case.customer_id)
    recoveries = recoveries.where(Customer.address == Address(customer), Case.kind == CaseKind.RECOVERY)
    assert (await answers(stage, customer), len(await stage.rows(recoveries))) == ([2], 1)


async def test_30_forged_and_foreign_taps_are_refused_and_audited(stage: Stage) -> None:
    customer, stranger = await stage.opened(), await stage.opened("en")
    question = await stage.asked(customer, "30")
    start = await stage.telegram.events(chat=stranger)
    forged = ("s:999999:satisfaction:5", "s:1:satisfaction:99", "i:1:praise", "l:xx", "f:soon", "x:1", "?")
    data = (rating(question, 1), *forged)
    taps = [await stage.telegram.tap(stranger, start[-1].message_id, each, forge=True) for each in data]
    for tapped in taps:
        await stage.until_done(tapped.update_id)
    (known,) = await stage.rows(select(Customer.id).where(Customer.address == Address(stranger)))
    refused = select(AuditEntry.subject).where(
        AuditEntry.action == "tap.refused", AuditEntry.actor == f"customer:{known}"
    )
    assert (await answers(stage, customer), await answers(stage, stranger)) == ([], [])
    makers = ["survey", "survey", "survey", "intent", "language", "forget", "unknown", "unknown"]
    assert await stage.rows(refused.order_by(AuditEntry.id)) == makers


async def test_33_complaint_in_the_middle_of_a_survey_is_a_complaint_and_the_survey_goes_on(
    stage: Stage,
) -> None:
    customer = await stage.opened()
    question = await stage.asked(customer, "33")
    await stage.say(customer, "东西坏了，太差劲了，我要投诉")
    cases = select(Case.kind).join(Customer, Customer.id == Case.customer_id)
    assert await stage.rows(cases.where(Customer.address == Address(customer))) == [CaseKind.COMPLAINT]
    tapped = await stage.telegram.tap(customer, question.message_id, rating(question, 4))
    await stage.until_done(tapped.update_id)
    assert await answers(stage, customer) == [4]
