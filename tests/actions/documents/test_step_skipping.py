"""A first step is skipped once, and can be taken up again."""

from actions.documents.setup_steps import SetupStep
from actions.documents.step_skipping import resume_step, skip_step
from store.engine.database import Database
from store.queries.documents.setup_facts import stored_facts
from tests.actions.documents.published import CHANGE


async def test_skipped_step_is_kept_until_it_is_taken_up(database: Database) -> None:
    found = []
    async with database.transaction() as session:
        for change in (skip_step, skip_step, resume_step, resume_step):
            await change(session, SetupStep.STAFF, CHANGE)
            found.append((await stored_facts(session)).skipped)
    assert found == [frozenset({"staff"}), frozenset({"staff"}), frozenset(), frozenset()]
