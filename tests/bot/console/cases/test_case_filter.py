"""The filter of the list of cases."""

from urllib.parse import parse_qsl

import pytest

from bot.console.cases.case_filter import AssigneeFilter, CaseListQuery
from bot.console.web.fields import BadInput, read_fields
from tests.bot.console.browser import Browser
from tests.bot.console.cases.conftest import REFERENCE
from tests.bot.console.scene import Scene


async def test_unknown_view_is_refused(reviewer: Browser) -> None:
    assert (await reviewer.get("/cases?view=attic")).status_code == 400


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("assignee=unassigned", ["HF-000003", "HF-000002"]),
        ("assignee=mine", []),
        ("assignee=1", []),
        ("kind=inquiry", ["HF-000002"]),
        ("priority=high", ["HF-000002"]),
        ("outlet=south", ["HF-000003"]),
        ("overdue=true", ["HF-000003"]),
        ("status=waiting", []),
    ],
)
async def test_filter_narrows_the_list(
    reviewer: Browser, scene: Scene, query: str, references: list[str]
) -> None:
    assert REFERENCE.findall((await reviewer.get(f"/cases?{query}")).text) == references


def test_address_keeps_what_differs_from_the_default() -> None:
    asked = read_fields(
        CaseListQuery, {"view": "open", "outlet": "北 店", "overdue": "true", "after": "1-2", "kind": " "}
    )
    assert asked.query() == "outlet=%E5%8C%97+%E5%BA%97&overdue=True"
    assert asked.query(view="board", outlet="x") == "outlet=x&overdue=True&view=board"
    assert CaseListQuery().query() == ""


def test_address_leads_back_to_the_same_filter() -> None:
    asked = read_fields(CaseListQuery, {"assignee": "7", "priority": "high", "overdue": "true"})
    assert read_fields(CaseListQuery, dict(parse_qsl(asked.query()))) == asked


@pytest.mark.parametrize(
    ("value", "assignee"),
    [("mine", AssigneeFilter.MINE), ("unassigned", AssigneeFilter.UNASSIGNED), ("3", 3), ("", None)],
)
def test_assignee_is_a_word_or_a_number(value: str, assignee: AssigneeFilter | int | None) -> None:
    assert read_fields(CaseListQuery, {"assignee": value}).assignee == assignee


@pytest.mark.parametrize("value", ["0", "-1", "yours", "1.5"])
def test_other_assignees_are_refused(value: str) -> None:
    with pytest.raises(BadInput):
        read_fields(CaseListQuery, {"assignee": value})
