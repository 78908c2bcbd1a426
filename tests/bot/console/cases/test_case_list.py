"""The page of cases."""

import re

import pytest

from store.engine.database import Database
from store.models.cases import CaseStatus
from store.models.queues import Alarm
from tests.bot.console.browser import Browser, Clock
from tests.bot.console.cases.conftest import REFERENCE, followed
from tests.bot.console.scene import Scene
from tests.records import Records

STALLED = '<span class="chip warn">Stalled</span>'


async def test_open_cases_are_shown_with_the_overdue_one_first(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/cases")).text
    assert REFERENCE.findall(page) == ["HF-000003", "HF-000002"]
    assert page.count('<li class="row case overdue">') == 1
    for shown in ("Overdue · due 90 minutes ago", "due in 3 hours", "Urgent", "王小姐", "south"):
        assert shown in page
    assert 'href="/console/cases/3"' in page
    assert "<bdi>昨天下午送去修的空调，师傅说今天上午上门" in page
    assert '<span class="chip plain">Staff</span>' in page


async def test_settled_cases_are_on_a_view_of_their_own(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/cases?view=settled")).text
    assert REFERENCE.findall(page) == ["HF-000001"]
    assert "settled 20 Nov 14:00" in page


@pytest.mark.parametrize("view", [CaseStatus.OPEN, CaseStatus.SETTLED])
async def test_list_is_turned_page_by_page(
    reviewer: Browser, database: Database, clock: Clock, view: CaseStatus
) -> None:
    async with database.transaction() as session:
        records = Records(session, clock.now)
        customer = await records.customer()
        for _ in range(60):
            await records.case(customer, status=view)
    first = (await reviewer.get(f"/cases?view={view.value}")).text
    following = re.search(r'rel="next" href="/console([^"]+)"', first)
    assert following is not None
    second = (await reviewer.get(following.group(1).replace("&amp;", "&"))).text
    seen = REFERENCE.findall(first) + REFERENCE.findall(second)
    assert (len(seen), len(set(seen))) == (60, 60)
    assert 'rel="next"' not in second


async def test_board_has_a_column_for_each_status(reviewer: Browser, scene: Scene) -> None:
    page = (await reviewer.get("/cases?view=board")).text
    assert page.count('<section aria-labelledby="column-') == 3
    assert REFERENCE.findall(page) == ["HF-000003", "HF-000002"]


@pytest.mark.parametrize("kind", ["case.stalled", "case.escalated"])
@pytest.mark.parametrize(
    ("place", "times"),
    [("/cases", 1), ("/cases?view=board", 1), ("/cases/3", 2)],  # in the queue and beside the talk
)
async def test_stalled_case_is_marked(
    reviewer: Browser, scene: Scene, database: Database, clock: Clock, kind: str, place: str, times: int
) -> None:
    assert (await followed(reviewer, place)).text.count(STALLED) == 0
    async with database.transaction() as session:
        session.add(Alarm(kind=kind, subject="case:HF-000003", raised_at=clock.now))
        session.add(Alarm(kind=kind, subject="case:HF-000002", raised_at=clock.now, cleared_at=clock.now))
    assert (await followed(reviewer, place)).text.count(STALLED) == times


@pytest.mark.parametrize(
    ("sought", "references"), [("王小姐", ["HF-000003"]), ("B2026", ["HF-000003"]), ("none", [])]
)
async def test_list_is_searched(reviewer: Browser, scene: Scene, sought: str, references: list[str]) -> None:
    page = (await reviewer.get(f"/cases?q={sought}")).text
    assert REFERENCE.findall(page) == references
    assert f'name="q" maxlength="100" value="{sought}"' in page
    assert ("No case here has that" in page) is (not references)


async def test_list_hears_of_steps(agent: Browser, scene: Scene) -> None:
    await agent.get("/cases")
    await agent.post("/cases/3/claim")
    page = (await agent.get("/cases")).text
    live = re.search(r'data-live="/console(/live[^"]+)"', page)
    assert live is not None
    await agent.post("/cases/3/notes", text="Called")
    _, heard = await agent.stream(live.group(1).replace("&amp;", "&"))
    assert "event: new" in heard
