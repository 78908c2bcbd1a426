"""The whole loop: a low score, a case, a remedy, a second survey; the report shows before and after."""

from actions.surveys.policy.triggers import case_settled
from store.models.cases import Case, CaseStatus
from store.models.surveys import Invitation, InvitationStatus
from store.reports.report import ReportRequest, report
from store.reports.sums.folding import fold_all
from store.reports.sums.measures import Measure
from store.reports.sums.scope import Scope
from tests.actions.surveys.conftest import DAY, HOUR, Talk


async def settle(talk: Talk) -> None:
    async with talk.shop.database.transaction() as session:
        case = await session.get_one(Case, 1)
        case.status, case.settled_at = CaseStatus.SETTLED, talk.shop.now
        await case_settled(session, case, talk.shop.now, talk.shop.house)


async def recovery(talk: Talk) -> dict[Measure, float | None]:
    """The figures of the report that are about the remedy."""
    wanted = (Measure.RECOVERY_BEFORE, Measure.RECOVERY_AFTER, Measure.RECOVERY_GAIN)
    async with talk.shop.database.reading() as session:
        found = await report(session, ReportRequest(Scope(), talk.shop.house.zone))
    return {line.subject.measure: line.figure.value for line in found.lines if line.subject.measure in wanted}


async def test_remedy_is_reported_before_and_after(talk: Talk) -> None:
    await talk.begin(outlet="north")
    await talk.tap("1")
    talk.later(2 * DAY)
    await settle(talk)
    await fold_all(talk.shop.database, talk.shop.now, talk.shop.house.zone)
    assert await recovery(talk) == {}
    talk.later(HOUR)
    await talk.shop.work()
    await talk.customer.press("s:2:resolved:1")
    await talk.customer.press("s:2:satisfaction:4")
    improved = {Measure.RECOVERY_BEFORE: 1.0, Measure.RECOVERY_AFTER: 4.0, Measure.RECOVERY_GAIN: 3.0}
    assert await recovery(talk) == improved
    await fold_all(talk.shop.database, talk.shop.now + 2 * DAY, talk.shop.house.zone)
    assert await recovery(talk) == improved
    statuses = [row.status for row in await talk.shop.rows(Invitation)]
    assert statuses == [InvitationStatus.EXPIRED, InvitationStatus.COMPLETED]
    assert [case.status for case in await talk.shop.rows(Case)] == [CaseStatus.SETTLED]
