"""Every decision is a row."""

from actions.surveys.policy.decision import Facts, Schedule, Skip
from actions.surveys.policy.ledger import record
from store.models.surveys import Decision, Outcome, Phase, Reason, Service
from store.reports.funnel import count_skipped
from store.reports.sums.scope import Scope
from tests.actions.conftest import Customer
from tests.actions.surveys.conftest import HOUR, Shop
from tests.conftest import NOON

FACTS = Facts(ended_at=NOON, zone="Asia/Shanghai")


async def test_decisions_are_recorded_in_their_order(shop: Shop, known: Customer) -> None:
    await shop.tell()
    async with shop.database.transaction() as session:
        service = await session.get_one(Service, 1)
        await record(session, service, Phase.SENDING, Schedule(NOON + HOUR), FACTS, NOON)
        await record(session, service, Phase.SENDING, Skip(Reason.COOLDOWN), FACTS, NOON + HOUR)
    _, scheduled, skipped = await shop.rows(Decision)
    assert (scheduled.outcome, scheduled.reason, scheduled.send_at) == (
        Outcome.SCHEDULED,
        None,
        NOON + HOUR,
    )
    assert (skipped.outcome, skipped.reason, skipped.send_at) == (Outcome.SKIPPED, Reason.COOLDOWN, None)
    assert (skipped.customer_id, skipped.survey_key, skipped.decided_at) == (1, "post_service", NOON + HOUR)
    assert skipped.facts == FACTS.to_dict()


async def test_last_decision_is_the_one_that_holds(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await shop.tell(ended_at=NOON - 60 * HOUR)
    async with shop.database.transaction() as session:
        service = await session.get_one(Service, 1)
        await record(session, service, Phase.SENDING, Skip(Reason.OPTED_OUT), FACTS, NOON)
    rows: list[Decision] = await shop.rows(Decision)
    assert [(row.service_id, row.is_last) for row in rows] == [(1, False), (2, True), (1, True)]


async def test_cancelled_survey_is_counted_by_its_reason(shop: Shop, known: Customer) -> None:
    await shop.tell()
    await known.command("stop")
    async with shop.database.reading() as session:
        assert await count_skipped(session, Scope()) == {Reason.OPTED_OUT: 1}
