"""Every part of the pages in all its states, for those who work on the console."""

from datetime import datetime, timedelta

from starlette.responses import Response

from actions.staff.sessions import Viewer
from bot.console.web.notices import Notice
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from nlu.contract.labels import Aspect, Intent
from store.models.cases import CaseKind, CaseStatus, Priority
from store.models.queues import OutboxStatus
from store.queries.cases.case_rows import CaseRow
from store.queries.customer_labels import CustomerCard

HOUR = timedelta(hours=1)
ICONS = (
    "overview",
    "talk",
    "check",
    "clipboard",
    "cap",
    "shop",
    "list",
    "people",
    "person",
    "sliders",
    "key",
)


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show the parts with made-up rows; nothing is read from the database."""
    return await show_page(
        visit,
        "system/parts.html",
        cases=sample_cases(visit.now),
        icons=ICONS,
        intents=tuple(Intent),
        kinds=tuple(CaseKind),
        statuses=tuple(CaseStatus),
        sendings=tuple(OutboxStatus),
        done=Notice.SENT,
        refused=Notice.CLAIMED,
        reasons={key: names[visit.language] for key, names in visit.deps.house.settle_reasons.items()},
    )


def sample_cases(now: datetime) -> tuple[CaseRow, ...]:
    """Return a case with every mark, one that waits for its customer, and one that is settled."""
    marked = _case(now, CaseStatus.OPEN, now - HOUR)
    return (
        marked,
        _case(now, CaseStatus.WAITING, now + HOUR, paused_at=now - HOUR),
        _case(now, CaseStatus.SETTLED, now - HOUR, settled_at=now),
    )


def _case(
    now: datetime,
    status: CaseStatus,
    due_at: datetime,
    *,
    paused_at: datetime | None = None,
    settled_at: datetime | None = None,
) -> CaseRow:
    is_plain = status is not CaseStatus.OPEN
    return CaseRow(
        id=0,
        reference="HF-000000",
        kind=CaseKind.COMPLAINT,
        status=status,
        priority=Priority.NORMAL if is_plain else Priority.HIGH,
        customer=CustomerCard(0, "王小姐", None, None, None, now, None, None),
        conversation_id=None,
        message_id=None,
        outlet="north",
        agent=None,
        order_number="B-017",
        assignee=None,
        assignee_id=None,
        due_at=due_at,
        opened_at=now - 2 * HOUR,
        settled_at=settled_at,
        paused_at=paused_at,
        stalled=not is_plain,
        is_urgent=not is_plain,
        chased_at=None if is_plain else now,
        aspect=Aspect.PEOPLE,
        words="The tap drips <b>again</b>",
        snoozed_until=None if is_plain else now + HOUR,
        tags=() if is_plain else ("VIP", "退款"),
    )
