"""Steps of staff are in the history and in the audit log."""

from actions.casework.case_steps import move, note_on_case, prioritise
from store.models.cases import Case, CaseStatus, Priority
from tests.actions.casework.conftest import Desk


async def test_every_step_is_in_the_history(desk: Desk, case: Case) -> None:
    now = desk.customer.now
    async with desk.database.transaction() as session:
        await prioritise(session, case.id, Priority.HIGH, desk.lee, now)
        await prioritise(session, case.id, Priority.HIGH, desk.lee, now)
        await note_on_case(session, case.id, "Asked the workshop", desk.lee, now)
        await move(session, case.id, CaseStatus.WAITING, desk.lee, now, desk.house)
        await move(session, case.id, CaseStatus.WAITING, desk.lee, now, desk.house)
    assert await desk.steps() == ["opened", "priority", "note", "status"]
