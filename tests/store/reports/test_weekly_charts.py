"""Control charts of weeks, and the signals that become alarms."""

from datetime import datetime, timedelta

from store.engine.database import Database
from store.models.cases import CaseStatus
from store.reports.statistics.control_chart import SignalRule
from store.reports.weekly_charts import Charted, complaint_chart, signals, weekly_charts
from tests.numbers.world import SHANGHAI
from tests.records import Records
from tests.store.reports.weeks import WEEK, play_weeks


async def test_fall_of_the_last_week_is_a_signal(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await play_weeks(Records(session, now), now, last=6)
    async with database.reading() as session:
        charts = {each.charted: each for each in await weekly_charts(session, "north", SHANGHAI, now)}
        other = await weekly_charts(session, "south", SHANGHAI, now)
    csat, response, complaints = (charts[each] for each in Charted)
    assert [(week.count, week.n) for week in csat.weeks][-2:] == [(16, 20), (6, 20)]
    assert csat.question == "score"
    assert csat.signal is not None
    assert (SignalRule.BEYOND in csat.signal.rules, csat.is_worse) == (True, True)
    assert [(week.count, week.n) for week in response.weeks] == [(20, 20)] * 11
    assert response.chart is not None
    assert (response.signal, complaints.signal, complaints.is_worse) == (None, None, False)
    assert [(week.count, week.n) for week in complaints.weeks][-2:] == [(4, 10), (5, 10)]
    assert [each.weeks for each in other] == [(), (), ()]
    assert list(signals({"north": tuple(charts.values()), None: other})) == ["chart:csat:2026-W47:north"]


async def test_week_that_goes_on_is_left_out(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        await play_weeks(Records(session, now), now)
    async with database.reading() as session:
        now_shown, shown_later = [
            [week.week for week in (await weekly_charts(session, None, SHANGHAI, at))[0].weeks]
            for at in (now, now + WEEK)
        ]
        before = await weekly_charts(session, None, SHANGHAI, now - WEEK + timedelta(days=3))
    assert now_shown == shown_later
    assert [week.week for week in before[0].weeks] == now_shown[:-1]


async def test_rise_of_complaints_is_worse(database: Database, now: datetime) -> None:
    async with database.transaction() as session:
        records = Records(session, now)
        await play_weeks(records, now)
        customer = await records.customer()
        for _ in range(40):
            kept = await records.case(customer, outlet="north", opened_at=now - WEEK)
        gone = await records.case(customer, outlet="north", opened_at=now - WEEK)
        gone.status, gone.merged_into_id = CaseStatus.MERGED, kept.id
    async with database.reading() as session:
        complaints = (await weekly_charts(session, None, SHANGHAI, now))[2]
        assert await complaint_chart(session, None, SHANGHAI, now) == complaints
    assert complaints.signal is not None
    assert (complaints.signal.counted.count, complaints.is_worse) == (45, True)
