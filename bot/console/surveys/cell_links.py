"""Which cells of a funnel may lead to their rows: those of enough customers, so that none is recognised."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from store.models.surveys import InvitationStatus, Reason
from store.queries.surveys.responses import ResponseFilter, Step, cells_of_customers
from store.queries.surveys.unasked import reasons_of_customers
from store.reports.funnel import Funnel
from store.reports.sums.scope import Scope

INVITED = "invited"


async def linked_cells(
    session: AsyncSession, scope: Scope, funnel: Funnel, skipped: Mapping[Reason, int], smallest: int
) -> Collection[str]:
    """Return the names of the cells: steps, statuses and reasons, and `invited` for all."""
    counted = ResponseFilter(scope, is_in_funnel=True)
    wanted: dict[str, tuple[int, ResponseFilter]] = {
        INVITED: (funnel.invited, counted),
        Step.DELIVERED: (funnel.delivered, replace(counted, step=Step.DELIVERED)),
        Step.ANSWERED: (funnel.answered, replace(counted, step=Step.ANSWERED)),
        **{status: (count, replace(counted, status=status)) for status, count in funnel.by_status.items()},
        InvitationStatus.COMPLETED: (
            funnel.completed,
            replace(counted, status=InvitationStatus.COMPLETED),
        ),
    }
    cells = {str(name): rows for name, (count, rows) in wanted.items() if count >= smallest}
    reasons = [reason for reason, count in skipped.items() if count >= smallest]
    return {
        *await cells_of_customers(session, cells, smallest),
        *await reasons_of_customers(session, scope, reasons, smallest),
    }
