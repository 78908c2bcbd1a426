"""Scores with reasons, where customers who waited are unhappy and prices have nothing to do with it."""

from typing import Any

from store.models.surveys import SurveyVersion
from tests.records import Records

OPTIONS = ("waiting", "price", "surroundings", "other")
REASONS: dict[str, Any] = {
    "id": "reasons",
    "kind": "multiple",
    "when": {"question": "satisfaction", "at_most": 3, "otherwise_one_in": 5},
    "options": [{"id": name} for name in OPTIONS],
}
SCORE = {"id": "satisfaction", "kind": "rating"}
ITEMS = [{"id": name, "kind": "rating", "dimension": name} for name in ("reliability", "empathy")]


async def version(records: Records, *questions: dict[str, Any], key: str = "post_service") -> SurveyVersion:
    """A stored version with a score and these questions."""
    row = SurveyVersion(
        key=key, digest=str(questions), definition={"questions": [SCORE, *questions]}, created_at=records.now
    )
    records.session.add(row)
    await records.session.flush()
    return row


async def play_reasons(
    records: Records, asked: SurveyVersion, *, customers: int = 120, outlet: str = "north"
) -> None:
    """Three of four who name waiting give 2, one of four who do not; some name the price, and all other."""
    for number in range(customers):
        waited, is_odd = number % 2 == 0, number % 8 < 2
        score = 2 if waited is not is_odd else 5
        named = ["other"] + ["waiting"] * waited + ["price"] * (number % 7 < 3)
        customer = await records.customer()
        invitation = await records.invitation(customer, survey_version_id=asked.id, outlet=outlet)
        await records.answer(invitation, "satisfaction", number=score)
        await records.answer(invitation, "reasons", choices=named)
