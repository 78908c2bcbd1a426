"""Reports as the API returns them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.api.report_bodies import FigureBody, ReportBody, funnel_bodies
from store.engine.database import Database
from store.reports.funnel import together
from store.reports.report import ReportRequest, report
from store.reports.statistics.figures import Figure, Formula
from store.reports.sums.grouping import By
from store.reports.sums.scope import Scope
from tests.store.reports.scene import play

UTC = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("figure", "enough"),
    [
        (Figure(Formula.CSAT, 12, 0.75, 0.5, 0.9), True),
        (Figure(Formula.CSAT, 30, 0.75, 0.5, 0.9, customers=10), True),
        (Figure(Formula.CSAT, 30, 0.75, 0.5, 0.9, customers=9), False),
        (Figure(Formula.CSAT, 9, 0.75, 0.5, 0.9), False),
        (Figure(Formula.CSAT, 0), False),
    ],
)
def test_figure_has_all_that_is_needed_to_judge_it(figure: Figure, *, enough: bool) -> None:
    assert FigureBody.model_validate(figure).model_dump() == {
        "formula": "csat: share of 4 and 5 of 5, Wilson",
        "value": figure.value,
        "n": figure.n,
        "customers": figure.customers,
        "low": figure.low,
        "high": figure.high,
        "enough": enough,
    }


def test_funnel_without_invitations_is_all_zero() -> None:
    (body,) = funnel_bodies({None: together([])})
    assert {name for name, count in body.model_dump().items() if count == 0} == {
        *("scheduled", "sent", "delivered", "started", "completed"),
        *("expired", "dismissed", "undeliverable", "cancelled", "waiting", "early"),
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_report_says_what_was_asked_and_holds_every_part(database: Database, now: datetime) -> None:
    await play(database, now)
    since = now - timedelta(days=1)
    asked = ReportRequest(Scope(since=since), UTC, By.OUTLET, earlier=(None, since))
    async with database.reading() as session:
        found = await report(session, asked)
    body = ReportBody.model_validate(found).model_dump(mode="json")
    assert (body["since"], body["until"], body["by"]) == ("2026-11-22T04:00:00Z", None, "outlet")
    assert (body["survey"], body["outlet"]) == (None, None)
    assert len(body["figures"]) == len(found.lines)
    assert [funnel["group"] for funnel in body["funnels"]] == [None, "north", "south", "–"]
    csat = next(each for each in body["comparisons"] if each["subject"]["measure"] == "csat")
    assert [(each["group"], each["rank"]) for each in csat["standings"]] == [("north", 1), ("south", None)]
    changed = next(each for each in body["changes"] if each["subject"]["measure"] == "csat")
    assert (changed["before"]["n"], changed["after"]["n"]) == (1, 15)
    assert 0 < changed["p"] <= 1
    assert changed["change"]["n"] == 1
