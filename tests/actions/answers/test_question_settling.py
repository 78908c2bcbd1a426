"""Open questions become variants, or are listed no longer."""

from datetime import datetime

from sqlalchemy import select

from actions.answers.drafting import save_draft
from actions.answers.question_settling import draft_variants, settle_questions, with_variants
from nlu.contract.labels import Language
from store.engine.database import Database
from store.models.answers import QuestionSettling, SettledQuestion
from store.queries.answers.entry_states import entry_states
from tests.actions.answers.documents import CHANGE, document
from tests.records import Records


def test_variants_that_are_there_or_in_no_language_of_the_answer_are_left_out() -> None:
    asked = [
        (Language.ZH, "開門？"),
        (Language.ZH, "营业到几点"),
        (Language.ZH, "营业到几点！"),
        (Language.EN, "When?"),
        (Language.ZH, "？"),
    ]
    more = with_variants(document("开门", "九点", "几点开"), asked)
    assert more == document("开门", "九点", "几点开", "营业到几点")


async def test_variants_go_into_a_draft(database: Database) -> None:
    async with database.transaction() as session:
        await save_draft(session, "hours", document("开门", "九点"), CHANGE)
        state = (await entry_states(session))["hours"]
        number = await draft_variants(session, state, [(Language.ZH, "营业到几点")], CHANGE)
        draft = (await entry_states(session))["hours"].draft
    assert (number, draft) == (2, document("开门", "九点", "营业到几点").content())


async def test_question_that_is_kept_is_settled_once(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        message = await records.heard(await records.conversation(await records.customer()))
        await settle_questions(session, [message.id, message.id], QuestionSettling.IGNORED, CHANGE)
        await settle_questions(session, [message.id], QuestionSettling.VARIANT, CHANGE)
        await settle_questions(session, [], QuestionSettling.IGNORED, CHANGE)
        await settle_questions(session, [message.id + 1, 2**63 - 1], QuestionSettling.IGNORED, CHANGE)
        rows = (await session.scalars(select(SettledQuestion))).all()
    assert [(row.message_id, row.settling, row.settled_by) for row in rows] == [
        (message.id, QuestionSettling.IGNORED, "staff:1")
    ]
