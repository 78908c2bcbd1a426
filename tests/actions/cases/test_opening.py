"""A case has a number, a promised time and a history; open ones are found again."""

from sqlalchemy import select

from actions.cases.opening import (
    add_step,
    case_reference,
    note_order_number,
    noted_order_number,
    open_case,
    open_case_here,
    open_cases,
    reference,
)
from actions.turn.turn import Turn
from store.models.cases import Case, CaseEvent, CaseKind, CaseStatus, CaseStep, Priority
from tests.records import Records


async def test_case_is_due_after_the_promised_business_time(turn: Turn) -> None:
    message = await turn.say("Sorry")
    case = await open_case(turn, CaseKind.COMPLAINT, message, priority=Priority.HIGH)
    assert (case.reference, case.kind, case.priority) == (
        reference(case.id),
        CaseKind.COMPLAINT,
        Priority.HIGH,
    )
    assert case.due_at == turn.house.calendar.after(turn.now, turn.house.first_reply)
    assert (case.customer_id, case.conversation_id) == (turn.customer.id, turn.conversation.id)
    (event,) = await turn.session.scalars(select(CaseEvent))
    assert (event.step, event.message_id, event.at) == (CaseStep.OPENED, message.id, turn.now)


async def test_case_after_a_survey_has_its_outlet_and_agent(turn: Turn) -> None:
    invitation = await Records(turn.session, turn.now).invitation(turn.customer, outlet="north", agent="mei")
    case = await open_case(turn, CaseKind.RECOVERY, None, invitation=invitation)
    assert (case.outlet, case.agent, case.invitation_id) == ("north", "mei", invitation.id)


async def test_other_case_has_the_outlet_that_served_the_customer_last(turn: Turn) -> None:
    records = Records(turn.session, turn.now)
    await records.service("1", customer_id=turn.customer.id, outlet="north")
    case = await open_case(turn, CaseKind.COMPLAINT, None)
    assert (case.outlet, case.agent) == ("north", None)


def test_reference_has_six_digits_or_more() -> None:
    assert [reference(7), reference(1_234_567)] == ["HF-000007", "HF-1234567"]
    assert case_reference(Case(id=7)) == "HF-000007"
    assert case_reference(Case(id=7, reference="HF-X")) == "HF-X"


async def test_newest_open_case_of_the_conversation_is_found_by_kind(turn: Turn) -> None:
    assert await open_case_here(turn) is None
    first = await open_case(turn, CaseKind.COMPLAINT, None)
    second = await open_case(turn, CaseKind.INQUIRY, None)
    assert await open_case_here(turn) is second
    assert await open_case_here(turn, CaseKind.COMPLAINT) is first
    second.status = CaseStatus.SETTLED
    await turn.session.flush()
    assert (await open_case_here(turn), await open_cases(turn)) == (first, [first])


async def test_order_number_is_kept_with_the_case_and_its_message(turn: Turn) -> None:
    case = await open_case(turn, CaseKind.COMPLAINT, None)
    message = await turn.say("88213")
    assert await noted_order_number(turn, message) is None
    await note_order_number(turn, case, "88213", message)
    await add_step(turn, case, CaseStep.MESSAGE, message)
    assert (case.order_number, await noted_order_number(turn, message)) == ("88213", "88213")
