"""Pages show the notice that their address names."""

from collections.abc import Callable

import pytest

from actions.casework.refusals import CaseworkError
from bot.console.web.notices import REFUSALS, Notice, notice_in
from bot.console.web.visit import Visit
from tests.bot.console.browser import Browser
from tests.bot.console.cases.conftest import COMPLAINT, agent
from tests.bot.console.scene import Scene

__all__ = ["agent"]  # a fixture


async def test_notice_of_an_address_is_one_of_ours(agent: Browser, scene: Scene) -> None:
    page = (await agent.get(f"{COMPLAINT}?notice=%3Cb%3Eyour+password")).text
    assert "your password" not in page


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("notice=sent", Notice.SENT),
        ("notice=wrong_code&x=1", Notice.WRONG_CODE),
        ("notice=SENT", None),
        ("notice=", None),
        ("", None),
        ("notice=sent%00", None),
    ],
)
def test_notice_is_read_by_its_name(visit: Callable[..., Visit], query: str, notice: Notice | None) -> None:
    assert notice_in(visit(query=query)) is notice


def test_refusals_are_told_from_successes() -> None:
    refusing = {notice for notice in Notice if notice.is_refusal}
    assert refusing == {*REFUSALS.values(), Notice.NOT_ASKED}
    assert [notice.is_refusal for notice in (Notice.SENT, Notice.SETTLED, Notice.CUSTOMER_BLOCKED)] == [
        False,
        False,
        False,
    ]


def test_every_refusal_of_casework_has_a_notice() -> None:
    assert [error for error in CaseworkError.__subclasses__() if error not in REFUSALS] == []
