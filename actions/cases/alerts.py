"""Telling staff about a case: an alarm in the console, and a message in their own chat if there is one."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from actions.cases.opening import case_reference
from actions.settings.house import House
from actions.settings.replies import Reply
from store.models.cases import Case
from store.models.queues import OutboxAction
from store.queues import outbox, unsent
from store.queues.alarm_rows import clear_alarm, open_kinds, raise_alarm
from store.queues.outgoing import Outgoing

RECOVERY = "case.recovery"
ANGRY = "case.angry"  # the comment of a survey is a complaint, at any score
UNRESOLVED = "case.unresolved"
STALLED = "case.stalled"
ESCALATED = "case.escalated"
URGENT = "case.urgent"
OF_CASES = (RECOVERY, ANGRY, UNRESOLVED, STALLED, ESCALATED, URGENT)
OF_WORK = (STALLED, ESCALATED)  # about what staff did, and not what the customer said
NO_NAME = "–"


async def alert(
    session: AsyncSession, kind: str, reply: Reply, case: Case, now: datetime, house: House, **values: object
) -> None:
    """Raise an alarm about a case and say so in the staff chat; neither holds words of a customer."""
    await raise_alarm(session, kind, _subject(case), now)
    whom = " / ".join(name for name in (case.outlet, case.agent) if name) or NO_NAME
    await tell_staff(session, reply, now, house, reference=case_reference(case), whom=whom, **values)


async def tell_staff(
    session: AsyncSession, reply: Reply, now: datetime, house: House, **values: object
) -> None:
    """Say something in the staff chat, if there is one.

    It joins what waits there already: a group takes few messages a minute, and an alert must not queue up.
    """
    if house.staff_chat is None:
        return
    text = house.replies.text(house.language, reply, **values)
    if not await unsent.add_line(session, house.staff_chat, text):
        await outbox.add(session, Outgoing(house.staff_chat, OutboxAction.SEND, text=text), now)


async def clear(session: AsyncSession, case: Case, now: datetime, *kinds: str) -> None:
    """Note that the reason for these alarms about a case is gone (for all of them, if none is named)."""
    for kind in kinds or OF_CASES:
        await clear_alarm(session, kind, _subject(case), now)


async def pass_on(session: AsyncSession, case: Case, into: Case, now: datetime) -> None:
    """Let what staff must know about a case that went into another one be known about that one."""
    for kind in await open_kinds(session, _subject(case)):
        if kind not in OF_WORK:
            await raise_alarm(session, kind, _subject(into), now)
    await clear(session, case, now)


def _subject(case: Case) -> str:
    return f"case:{case_reference(case)}"
