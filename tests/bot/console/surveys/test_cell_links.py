"""Which cells lead to their rows."""

from datetime import datetime

from bot.console.surveys.cell_links import linked_cells
from store.engine.database import Database
from store.models.surveys import Decision, InvitationStatus, Outcome, Phase, Reason
from store.reports.funnel import count_funnel, count_skipped
from store.reports.sums.scope import Scope
from tests.records import Records

SMALLEST = 5


async def test_cells_of_few_customers_lead_nowhere(database: Database, now: datetime) -> None:
    """Six customers were reached, four of them answered, one of these twice."""
    async with database.transaction() as session:
        records = Records(session, now)
        customers = [await records.customer() for _ in range(6)]
        for place, customer in enumerate([*customers, customers[0]]):
            asked = await records.invitation(
                customer,
                status=InvitationStatus.COMPLETED if place in (0, 1, 2, 3, 6) else InvitationStatus.EXPIRED,
            )
            if asked.status is InvitationStatus.COMPLETED:
                await records.answer(asked, "satisfaction", number=5)
        skips: dict[Reason, list[int | None]] = {
            Reason.COOLDOWN: [customers[0].id for _ in range(5)],
            Reason.UNKNOWN_CUSTOMER: [None] * 6,
        }
        for reason, whose in skips.items():
            for place, customer_id in enumerate(whose):
                service = await records.service(f"{reason}-{place}", customer_id=customer_id)
                session.add(
                    Decision(
                        service_id=service.id,
                        customer_id=customer_id,
                        survey_key="post_service",
                        phase=Phase.RECEIVED,
                        outcome=Outcome.SKIPPED,
                        reason=reason,
                        facts={},
                        decided_at=now,
                    )
                )
    async with database.reading() as session:
        scope = Scope()
        funnel, skipped = await count_funnel(session, scope), await count_skipped(session, scope)
        found = await linked_cells(session, scope, funnel, skipped, SMALLEST)
    assert (funnel.answered, skipped) == (5, {Reason.UNKNOWN_CUSTOMER: 6, Reason.COOLDOWN: 5})
    assert set(found) == {"invited", "delivered", "unknown_customer"}
