"""The page of what is wrong with the system."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from actions.casework import alarm_care
from actions.staff.sessions import Viewer
from bot.console.web.fields import Parameters, RowId, numbers, read_fields
from bot.console.web.form_action import run_action
from bot.console.web.notices import Notice
from bot.console.web.rendering import ALARM_DAYS
from bot.console.web.rendering import render_staff_page as show_page
from bot.console.web.visit import Visit
from store.queries.system.alarms import LIMIT, OpenAlarm, list_alarms, things

# Kinds that are listed as alarms; those about single updates and sends are listed with these.
ALARM_KINDS = (
    "telegram.conflict",
    "telegram.unreadable",
    "telegram.silent",
    "database.unavailable",
    "nlu.away",
    "files.away",
    "staff_chat.lost",
    "room.unusable",
    "room.topic_unmade",
    "survey.failed",
    "settings.refused",
    "case.recovery",
    "case.angry",
    "case.urgent",
    "case.unresolved",
    "case.stalled",
    "case.escalated",
    "conversation.unanswered",
    "conversation.long_unanswered",
    "chart.signal",
    "webhook.disabled",
    "corrective.due",
    "corrective.overdue",
)


class CareForm(Parameters):
    """The alarms to take care of or to give back, as `3,5,9`."""

    alarms: Annotated[tuple[RowId, ...], BeforeValidator(numbers), Field(min_length=1, max_length=LIMIT)]


@dataclass(frozen=True, slots=True)
class AlarmGroup:
    """Open alarms of one cause, newest first."""

    kind: str
    alarms: tuple[OpenAlarm, ...]

    @property
    def unowned(self) -> str:
        """Return the ids of those of which no one takes care, as the form posts them."""
        return ",".join(str(each.id) for each in self.alarms if each.owner is None)


def grouped(alarms: Sequence[OpenAlarm]) -> list[AlarmGroup]:
    """Return alarms by cause, the cause of the newest alarm first."""
    kinds = dict.fromkeys(each.kind for each in alarms)
    return [AlarmGroup(kind, tuple(each for each in alarms if each.kind == kind)) for kind in kinds]


async def show(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Show open alarms, parked updates, and sends with an unknown outcome."""
    async with visit.deps.database.reading() as session:
        found = await list_alarms(session, visit.now - ALARM_DAYS)
        about = await things(session, [alarm.subject for alarm in found.raised])
    return await show_page(
        visit,
        "system/alarms.html",
        found=found,
        groups=grouped(found.raised),
        about=about,
        days=ALARM_DAYS.days,
        kinds=ALARM_KINDS,
    )


async def take_care(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Make the viewer the owner of the alarms."""
    posted = read_fields(CareForm, form)

    async def change(session: AsyncSession) -> None:
        await alarm_care.take_care(session, posted.alarms, viewer.staff_id, visit.now)

    return await run_action(visit, change, "/alarms", Notice.CHANGED)


async def give_back(visit: Visit, viewer: Viewer, form: dict[str, str]) -> Response:
    """Leave the alarms to all again."""
    posted = read_fields(CareForm, form)

    async def change(session: AsyncSession) -> None:
        await alarm_care.give_back(session, posted.alarms, viewer.staff_id, visit.now)

    return await run_action(visit, change, "/alarms", Notice.CHANGED)
