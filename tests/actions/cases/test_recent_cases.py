"""A turn reads the customer's cases once, and knows those that it opens itself."""

from actions.cases.opening import open_case
from actions.cases.recent_cases import recent_cases
from actions.turn.turn import Turn
from store.models.cases import CaseKind, CaseStatus


async def test_case_that_the_turn_opens_comes_first(turn: Turn) -> None:
    first = await open_case(turn, CaseKind.COMPLAINT, None)
    assert list(await recent_cases(turn)) == [first]
    second = await open_case(turn, CaseKind.INQUIRY, None)
    assert list(await recent_cases(turn)) == [second, first]


async def test_settled_cases_count_as_long_as_they_may_be_reopened(turn: Turn) -> None:
    late, lately = [await open_case(turn, CaseKind.INQUIRY, None) for _ in range(2)]
    since = turn.now - turn.house.matters.reopening
    for case, settled_at in ((late, since - turn.house.silence), (lately, since)):
        case.status, case.settled_at = CaseStatus.SETTLED, settled_at
    await turn.session.flush()
    assert list(await recent_cases(turn)) == [lately]
