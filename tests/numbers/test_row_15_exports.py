"""Row 15: exports hold those who did not answer, a column for each question, and what the columns mean."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.surveys import Decision, InvitationStatus, Outcome, Phase, Reason, SurveyVersion
from store.question_columns import ColumnKind, QuestionColumn, question_columns
from store.reports.sums.scope import Scope
from store.response_exports import ExportedResponse, wide_responses
from tests.records import Records

HOUR = timedelta(hours=1)
TEXT = {"zh": "满意吗？", "en": "Satisfied?"}
DEFINITION = {
    "questions": [
        {"id": "score", "kind": "rating", "text": TEXT},
        {
            "id": "reasons",
            "kind": "multiple",
            "text": TEXT,
            "options": [{"id": each, "text": {"zh": each, "en": each}} for each in ("price", "staff")],
        },
        {"id": "comment", "kind": "text", "text": TEXT},
    ]
}


async def ask(records: Records) -> None:
    """One answers and changes it, one expires after a reminder, and one is not asked at all."""
    version = SurveyVersion(key="post_service", digest="1", definition=DEFINITION, created_at=records.now)
    records.session.add(version)
    await records.session.flush()
    asked = {"survey_version_id": version.id}
    answered = await records.invitation(await records.customer(), status=InvitationStatus.COMPLETED, **asked)
    score = await records.answer(answered, "score", number=4, answered_at=records.now)
    score.first_number, score.changed_at = 2, records.now + HOUR
    await records.answer(answered, "reasons", choices=["staff"])
    await records.answer(answered, "comment", text="慢")
    await records.invitation(
        await records.customer(),
        status=InvitationStatus.EXPIRED,
        reminded_at=records.now + 48 * HOUR,
        **asked,
    )
    customer = await records.customer()
    service = await records.service("7", customer_id=customer.id)
    await records.invitation(
        customer, status=InvitationStatus.CANCELLED, service_id=service.id, sent_at=None, delivered_at=None
    )
    records.session.add(
        Decision(
            service_id=service.id,
            customer_id=customer.id,
            survey_key="post_service",
            phase=Phase.SENDING,
            outcome=Outcome.SKIPPED,
            reason=Reason.COOLDOWN,
            facts={},
            decided_at=records.now,
        )
    )


async def test_those_who_did_not_answer_are_there_with_the_reason(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await ask(Records(session, now))
    async with database.reading() as session:
        rows: list[ExportedResponse] = [row async for row, _ in wide_responses(session, Scope(), ())]
    assert [(row.status, row.is_answered, row.reason) for row in rows] == [
        ("completed", 1, None),
        ("expired", 0, None),
        ("cancelled", 0, "cooldown"),
    ]
    assert [(row.answered_at, row.changed_at) for row in rows][:2] == [(now, now + HOUR), (None, None)]
    assert [row.reminded_at for row in rows] == [None, now + 48 * HOUR, None]


async def test_each_question_has_a_column_with_its_first_and_last_number(
    database: Database, now: datetime
) -> None:
    async with database.transaction() as session:
        await ask(Records(session, now))
    async with database.reading() as session:
        columns = await question_columns(session, "post_service")
        cells = [cells async for _, cells in wide_responses(session, Scope("post_service"), columns)]
    assert [column.name for column in columns] == [
        "score",
        "score_last",
        "reasons_price",
        "reasons_staff",
        "comment",
    ]
    assert cells == [(2, 4, 0, 1, "慢"), (None,) * 5, (None,) * 5]


async def test_columns_say_what_they_hold(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await ask(Records(session, now))
    async with database.reading() as session:
        columns = {column.name: column for column in await question_columns(session, "post_service")}
        assert await question_columns(session, "never_asked") == ()
    assert columns["score"] == QuestionColumn("score", "score", ColumnKind.FIRST, TEXT)
    staff = columns["reasons_staff"]
    assert (staff.label["en"], staff.values[1]["en"], staff.is_step) == ("Satisfied? staff", "Yes", False)
    assert (columns["score"].is_step, columns["comment"].is_step) == (True, False)
