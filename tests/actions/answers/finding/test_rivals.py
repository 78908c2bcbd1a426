from datetime import UTC, datetime

from actions.answers.finding.finder import AnswerFinder
from actions.answers.finding.rivals import rivals_of
from nlu.contract.labels import Language
from tests.actions.answers.finding.made_up import entry

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
PAY = entry("pay", "How can I pay?", "Do you take cards?")
PARK = entry("park", "Is there parking near the shop?")
NORTH = entry("north", "Is there a lift?", outlet="north")


async def rivals(
    *questions: str, own: int | None = None, outlet: str | None = None
) -> list[tuple[str, bool]]:
    """The keys of entries near some questions, and whether they have the same question."""
    finder = AnswerFinder(UTC)
    await finder.reload([PAY, PARK, NORTH])
    asked = [(Language.EN, each) for each in questions]
    return [(each.entry.key, each.is_same) for each in await rivals_of(finder, asked, own, outlet, NOW)]


async def test_same_question_goes_before_a_near_one() -> None:
    found = await rivals("parking near the shop, is there", "do you take CARDS")
    assert found == [("pay", True), ("park", False)]


async def test_questions_far_from_all_and_ones_own_have_no_rivals() -> None:
    assert await rivals("tell me a joke") == []
    assert await rivals("do you take cards", own=PAY.id) == []


async def test_answers_of_another_outlet_are_no_rivals() -> None:
    assert await rivals("is there a lift") == []
    assert await rivals("is there a lift", outlet="north") == [("north", True)]


async def test_many_variants_are_tried_from_the_last_on() -> None:
    filling = [f"nothing like it {number}" for number in range(20)]
    assert await rivals(*filling, "do you take cards") == [("pay", True)]
