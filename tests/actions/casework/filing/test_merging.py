"""Two cases of a customer become one, and two again."""

from typing import Any

import pytest
from sqlalchemy import Select, event

from actions.cases.alerts import STALLED, URGENT
from actions.cases.opening import case_reference
from actions.casework.assigning.claiming import claim
from actions.casework.case_steps import note_on_case
from actions.casework.filing.merging import merge_cases, separate_case
from actions.casework.handover import reply
from actions.casework.refusals import IsMerged, IsSettled, NotOfOneCustomer, RecoveryStays
from nlu.contract.labels import Intent
from store.models.cases import Case, CaseKind, CaseStatus, Priority
from store.models.conversations import Awaited, Conversation, Mode
from store.models.customers import Customer
from store.queries.cases.case_places import place_of_reference
from store.queries.cases.case_rows import CaseFilter, cases_of_customer, list_open_cases, list_settled_cases
from store.queries.cases.casefile import read_casefile
from store.queries.not_found import NotFound
from store.queries.staffroom.customer_card import read_topic_head
from store.queries.system.find import find
from store.queues.alarm_rows import open_kinds, raise_alarm
from tests.actions.casework.conftest import Desk
from tests.actions.conftest import sure, texts
from tests.records import Records


async def another(desk: Desk, case: Case, **values: Any) -> Case:
    """One more case of the same customer."""
    async with desk.database.transaction() as session:
        customer = await session.get_one(Customer, case.customer_id)
        return await Records(session, desk.customer.now).case(customer, **values)


async def merged(desk: Desk, gone: Case, kept: Case) -> None:
    async with desk.database.transaction() as session:
        await merge_cases(session, gone.id, kept.id, desk.lee, desk.customer.now, desk.house)


async def separated(desk: Desk, gone: Case) -> int:
    async with desk.database.transaction() as session:
        return await separate_case(session, gone.id, desk.lee, desk.customer.now)


async def row(desk: Desk, case: Case) -> Case:
    async with desk.database.reading() as session:
        return await session.get_one(Case, case.id)


async def test_kept_case_takes_the_earlier_time_and_what_it_lacks(desk: Desk, case: Case) -> None:
    kept = await another(
        desk, case, kind=CaseKind.INQUIRY, due_at=case.due_at.replace(year=2090), tags=("VIP",)
    )
    gone = await another(
        desk, case, assignee_id=desk.kim, order_number="7", priority=Priority.HIGH, tags=("A",)
    )
    await merged(desk, gone, kept)
    now_kept, now_gone = await row(desk, kept), await row(desk, gone)
    assert (now_gone.status, now_gone.merged_into_id) == (CaseStatus.MERGED, kept.id)
    assert (now_kept.due_at, now_kept.order_number, now_kept.tags) == (gone.due_at, "7", ("VIP", "A"))
    assert (now_kept.status, now_kept.assignee_id) == (CaseStatus.IN_PROGRESS, desk.kim)
    assert (now_kept.kind, now_kept.priority) == (CaseKind.COMPLAINT, Priority.HIGH)
    assert (await desk.audited()).count("case.merged") == 2


async def test_merged_number_leads_to_the_kept_case_and_counts_once(desk: Desk, case: Case) -> None:
    gone = await another(desk, case)
    await merged(desk, gone, case)
    async with desk.database.reading() as session:
        assert (await place_of_reference(session, gone.reference or "")).case_id == case.id
        assert [each.id for each in (await find(session, gone.reference or "")).cases] == [case.id]
        sought = CaseFilter(sought=gone.reference)
        assert [each.id for each in (await list_open_cases(session, wanted=sought)).rows] == [case.id]
        assert (await list_settled_cases(session)).rows == ()
        assert [each.id for each in await cases_of_customer(session, case.customer_id)] == [case.id]
        head = await read_topic_head(session, case.customer_id)
    assert [each.reference for each in head.cases] == [case.reference]


async def test_customer_who_names_the_merged_number_hears_of_the_kept_case(desk: Desk, case: Case) -> None:
    gone = await another(desk, case)
    await merged(desk, gone, case)
    (said,) = texts(await desk.customer.write(f"{gone.reference} 怎么样了", sure(Intent.FOLLOW_UP)))
    assert (case_reference(case) in said, case_reference(gone) in said) == (True, False)


async def test_history_holds_the_steps_of_both(desk: Desk, case: Case) -> None:
    gone = await another(desk, case)
    async with desk.database.transaction() as session:
        await note_on_case(session, gone.id, "Called", desk.lee, desk.customer.now)
    await merged(desk, gone, case)
    async with desk.database.reading() as session:
        file = await read_casefile(session, case.id)
    steps = [(each.step.value, each.of_merged) for each in file.history]
    assert steps == [("opened", None), ("note", gone.reference), ("merged", gone.reference), ("merged", None)]
    assert file.merged == {gone.reference: gone.id}


async def test_separated_case_is_open_again_with_its_time(desk: Desk, case: Case) -> None:
    gone = await another(desk, case)
    await merged(desk, gone, case)
    assert await separated(desk, gone) == case.id
    again = await row(desk, gone)
    assert (again.status, again.merged_into_id, again.due_at) == (CaseStatus.OPEN, None, gone.due_at)
    with pytest.raises(NotFound):
        await separated(desk, gone)


async def test_separated_case_stands_as_it_stood_but_waits_no_more(desk: Desk, case: Case) -> None:
    waiting = await another(desk, case, status=CaseStatus.WAITING, paused_at=desk.customer.now)
    taken = await another(desk, case, status=CaseStatus.IN_PROGRESS, assignee_id=desk.kim)
    for gone, status in ((waiting, CaseStatus.OPEN), (taken, CaseStatus.IN_PROGRESS)):
        await merged(desk, gone, case)
        await separated(desk, gone)
        again = await row(desk, gone)
        assert (again.status, again.paused_at) == (status, None)


async def test_reply_answers_the_case_of_an_earlier_conversation(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        records = Records(session, desk.customer.now)
        customer = await session.get_one(Customer, case.customer_id)
        later = await records.conversation(customer, mode=Mode.STAFF, assignee_id=desk.lee)
        gone = await records.case(customer, later)
    await merged(desk, gone, case)
    async with desk.database.transaction() as session:
        await reply(session, later.id, "已经在处理了。", desk.lee, desk.customer.now, desk.house)
    async with desk.database.reading() as session:
        file = await read_casefile(session, case.id)
    assert [each.step.value for each in file.history if each.of_merged is None][-1] == "replied"


async def test_merged_case_that_was_to_be_withdrawn_is_asked_about_no_more(desk: Desk, case: Case) -> None:
    kept = await another(desk, case)
    await desk.customer.write("找到了，撤销投诉", sure(Intent.WITHDRAW))
    async with desk.database.transaction() as session:
        talk = await session.get_one(Conversation, (await desk.conversation()).id)
        talk.awaited, talk.awaited_for = Awaited.WITHDRAWAL, case.id
    await merged(desk, case, kept)
    talk = await desk.conversation()
    assert (talk.matter_id, talk.awaited, talk.awaited_for) == (kept.id, None, None)


async def test_conversations_are_locked_before_cases(desk: Desk, case: Case) -> None:
    """As replies lock them; in another order, a reply and a merge would wait for each other."""
    gone, locked = await another(desk, case), list[str]()
    async with desk.database.transaction() as session:
        connection = await session.connection()

        @event.listens_for(connection.sync_connection, "before_execute")
        def _(_conn: object, statement: object, *_rest: object) -> None:
            if isinstance(statement, Select) and statement._for_update_arg is not None:
                locked.append(str(statement.get_final_froms()[0]))

        await merge_cases(session, gone.id, case.id, desk.lee, desk.customer.now, desk.house)
    assert locked == ["conversations", "cases", "cases"]


async def test_cases_that_went_into_a_merged_one_follow_it(desk: Desk, case: Case) -> None:
    first, second = await another(desk, case), await another(desk, case)
    await merged(desk, first, second)
    await merged(desk, second, case)
    assert (await row(desk, first)).merged_into_id == case.id


async def test_talk_goes_on_with_the_kept_case(desk: Desk, case: Case) -> None:
    kept = await another(desk, case)
    await merged(desk, case, kept)
    talk = await desk.conversation()
    assert (talk.matter_id, talk.awaited_for) == (kept.id, kept.id if talk.awaited else None)


async def test_merged_case_is_not_worked_on(desk: Desk, case: Case) -> None:
    gone = await another(desk, case)
    await merged(desk, gone, case)
    with pytest.raises(IsMerged):
        async with desk.database.transaction() as session:
            await note_on_case(session, gone.id, "Called", desk.lee, desk.customer.now)
    with pytest.raises(IsMerged):
        async with desk.database.transaction() as session:
            await claim(session, gone.id, desk.lee, desk.customer.now)
    with pytest.raises(IsMerged):
        await merged(desk, gone, case)


async def test_alarms_of_the_merged_case_are_those_of_the_kept_one(desk: Desk, case: Case) -> None:
    gone = await another(desk, case)
    async with desk.database.transaction() as session:
        for kind in (URGENT, STALLED):
            await raise_alarm(session, kind, f"case:{gone.reference}", desk.customer.now)
    await merged(desk, gone, case)
    async with desk.database.reading() as session:
        assert await open_kinds(session, f"case:{gone.reference}") == []
        assert await open_kinds(session, f"case:{case.reference}") == [URGENT]


async def test_cases_of_two_customers_and_settled_ones_stay_apart(desk: Desk, case: Case) -> None:
    async with desk.database.transaction() as session:
        records = Records(session, desk.customer.now)
        stranger = await records.case(await records.customer())
    settled = await another(desk, case, status=CaseStatus.SETTLED, settled_at=desk.customer.now)
    for gone, kept, refusal in (
        (stranger, case, NotOfOneCustomer),
        (case, case, NotOfOneCustomer),
        (settled, case, IsSettled),
        (case, settled, IsSettled),
    ):
        with pytest.raises(refusal):
            await merged(desk, gone, kept)
    assert (await row(desk, case)).status is CaseStatus.OPEN


async def test_case_with_a_second_survey_is_the_one_that_is_kept(desk: Desk, case: Case) -> None:
    recovery = await another(desk, case, kind=CaseKind.RECOVERY)
    with pytest.raises(RecoveryStays):
        await merged(desk, recovery, case)
    await merged(desk, case, recovery)
    assert (await row(desk, recovery)).kind is CaseKind.RECOVERY
