"""Answers of two outlets to several surveys, made by hand, with results that can be counted on fingers."""

from datetime import datetime, timedelta
from typing import Any

from store.engine.database import Database
from store.models.surveys import InvitationStatus, SurveyVersion
from tests.records import MOMENTS, Records

DIMENSIONS = ("reliability", "empathy")
DEFINITIONS: dict[str, list[dict[str, Any]]] = {
    "post_service": [{"id": "satisfaction", "kind": "rating"}, {"id": "comment", "kind": "text"}],
    "case_settled": [{"id": "satisfaction", "kind": "rating"}],
    "word_of_mouth": [{"id": "recommend", "kind": "nps"}],
    "servqual": [{"id": name, "kind": "servqual", "dimension": name} for name in DIMENSIONS],
}
WEIGHTS = {"reliability": 75, "empathy": 25}


async def play(database: Database, now: datetime) -> None:
    """North: 4 of 12 satisfied are 4s, 6 are 5s, 2 are 2s. South: 3 answers. One survey of 16 unanswered."""
    async with database.transaction() as session:
        records = Records(session, now)
        for key, questions in DEFINITIONS.items():
            definition = {"questions": questions, "weights": WEIGHTS if key == "servqual" else {}}
            session.add(SurveyVersion(key=key, digest=key, definition=definition, created_at=now))
        done: dict[str, Any] = {"status": InvitationStatus.COMPLETED}
        scores = [("north", score) for score in (4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 2, 2)]
        for outlet, score in (*scores, ("south", 5), ("south", 1), ("south", 3)):
            asked = await records.invitation(await records.customer(), outlet=outlet, **done)
            await records.answer(asked, "satisfaction", number=score)
        await records.invitation(await records.customer(), outlet="north", status=InvitationStatus.EXPIRED)
        for number in (10, 9, 8, 3):
            asked = await records.invitation(await records.customer(), survey_key="word_of_mouth", **done)
            await records.answer(asked, "recommend", number=number)
        for expected, perceived in ((5, 4), (5, 3), (4, 4)):
            asked = await records.invitation(await records.customer(), survey_key="servqual", **done)
            for name in DIMENSIONS:
                await records.answer(asked, f"{name}_expected", number=expected)
                await records.answer(asked, f"{name}_perceived", number=perceived)
        await _recover(records, now)


async def _recover(records: Records, now: datetime) -> None:
    """A customer who gave 1, whose case was settled, and who gave 4 when asked again, last year."""
    then = now - timedelta(days=365)
    customer = await records.customer("Li")
    times = dict.fromkeys(MOMENTS, then)
    asked = await records.invitation(customer, status=InvitationStatus.COMPLETED, **times)
    await records.answer(asked, "satisfaction", number=1, answered_at=then)
    settled = then + timedelta(days=1)
    case = await records.recovery(asked, customer, settled, opened_at=then)
    at = settled + timedelta(days=1)
    again = await records.follow_up(case, customer, at, status=InvitationStatus.COMPLETED)
    await records.answer(again, "satisfaction", number=4, answered_at=settled + timedelta(days=2))
