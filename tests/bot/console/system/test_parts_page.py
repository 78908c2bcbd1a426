"""The page of parts."""

from store.models.cases import CaseKind, CaseStatus
from store.models.staff import Role
from tests.bot.console.browser import Browser, Browsers


async def test_parts_are_shown_in_all_states(administrator: Browser) -> None:
    page = (await administrator.get("/parts")).text
    shown = [f'class="chip {kind.value}"' in page for kind in CaseKind]
    assert (all(shown), page.count('class="row case'), page.count("row case overdue")) == (True, 3, 1)
    for part in ("Emergency", "Customer is asking", "#<bdi>VIP</bdi>", "Snoozed until", "Not delivered"):
        assert part in page, part
    assert page.count("<li class") == len({CaseStatus.OPEN, CaseStatus.WAITING, CaseStatus.SETTLED})


async def test_parts_are_for_administrators(browsers: Browsers, staff: None) -> None:
    assert (await (await browsers.logged_in(Role.MANAGER)).get("/parts")).status_code == 403
