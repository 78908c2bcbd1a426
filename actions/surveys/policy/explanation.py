"""Why a service was asked about or was not, in words, from the rows of the ledger."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.surveys.policy.events import NoSuchService
from actions.surveys.policy.explanation_texts import Explanations
from store.models.surveys import Decision, Invitation, Outcome, Reason, Service


async def find_service(session: AsyncSession, name: str) -> Service:
    """The service of this number, or of a name such as `till-3/2026-000123`.

    Raises:
        NoSuchService: there is none.
    """
    source, slash, source_id = name.partition("/")
    statement = select(Service)
    if slash:
        statement = statement.where(Service.source == source, Service.source_id == source_id)
    elif name.isascii() and name.isdigit() and int(name) < 2**63:
        statement = statement.where(Service.id == int(name))
    else:
        raise NoSuchService(name)
    service = await session.scalar(statement)
    if service is None:
        raise NoSuchService(name)
    return service


async def explain(session: AsyncSession, service: Service, words: Explanations, zone: ZoneInfo) -> list[str]:
    """What was decided about a service, oldest first, and where its survey stands; times are of `zone`."""
    decisions = await session.scalars(
        select(Decision).where(Decision.service_id == service.id).order_by(Decision.id)
    )
    statuses = await session.scalars(
        select(Invitation.status).where(Invitation.service_id == service.id).order_by(Invitation.id)
    )
    head = words.text(
        "service",
        service=service.id,
        source=service.source,
        id=service.source_id,
        ended_at=_clock(service.ended_at, zone),
        survey=service.survey_key,
    )
    now = [words.text("invitation", status=words.text(f"statuses.{status}")) for status in statuses]
    return [head, *_told(decisions.all(), words, zone), *(now or [words.text("never")])]


def _told(decisions: Sequence[Decision], words: Explanations, zone: ZoneInfo) -> list[str]:
    lines = []
    for decision in decisions:
        when = {"at": _clock(decision.decided_at, zone), "phase": words.text(f"phases.{decision.phase}")}
        if decision.outcome is Outcome.SCHEDULED and decision.send_at is not None:
            lines.append(words.text("scheduled", **when, send_at=_clock(decision.send_at, zone)))
        else:
            lines.append(words.text("skipped", **when, reason=_reason(decision, words, zone)))
    return lines


def _reason(decision: Decision, words: Explanations, zone: ZoneInfo) -> str:
    facts, reason = decision.facts, decision.reason
    asked_at = "nps_asked_at" if reason is Reason.NPS_COOLDOWN else "asked_at"
    return words.text(
        f"reasons.{reason}",
        asked_at=_moment(facts, asked_at, zone),
        asked_in_month=facts.get("asked_in_month"),
    )


def _moment(facts: dict[str, Any], name: str, zone: ZoneInfo) -> str:
    """A time of the facts; those of a cancellation hold none."""
    written = facts.get(name)
    return _clock(datetime.fromisoformat(written), zone) if written else "?"


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"
