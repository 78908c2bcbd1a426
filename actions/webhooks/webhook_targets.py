"""What staff do about the targets of events: add and remove them, change secrets, test them, send again."""

import base64
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from pydantic_core import Url
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from actions.webhooks.robot_limits import pace_of
from actions.webhooks.target_kinds import SIGNING, is_service, kind_of
from store.engine.columns import LABEL_END
from store.models.event_capture import telling
from store.models.queues import DeliveryStatus, EventDelivery, SystemEventKind, TargetKind, WebhookTarget
from store.models.staff import AuditEntry
from store.queries.not_found import NotFound
from store.queues.alarm_rows import clear_alarm

SYSTEM = "system"
DISABLED = "webhook.disabled"
CHOOSABLE = tuple(kind for kind in SystemEventKind if kind is not SystemEventKind.TEST)
SECRET_MARK = "whsec_"  # noqa: S105 - the mark of a secret, and none
SECRET_BYTES = 32
# So long events are signed with both secrets, so that a receiver can take its time.
ROTATION = timedelta(hours=24)
LONGEST_URL = 2000


class UnfitUrl(Exception):
    """An address cannot be a target: it is none of http, https or apprise, or has a user's name in it."""


async def add_target(
    session: AsyncSession,
    url: str,
    events: Collection[SystemEventKind],
    now: datetime,
    *,
    kind: TargetKind | None = None,
    secret: str = "",
    outlets: Collection[str] = (),
    has_words: bool = False,
    actor: str = SYSTEM,
) -> tuple[int, str | None]:
    """Post events to a system or a robot from now on; return its number, and the secret made for a webhook.

    The kind is read from the address where it is None. `secret` is that of a robot which checks
    signatures; other robots have none. Without outlets, events of all are posted.

    Raises:
        UnfitUrl: the address cannot be posted to.
    """
    kind = kind or kind_of(url)
    made = _new_secret() if kind is TargetKind.WEBHOOK else None
    target = WebhookTarget(
        kind=kind,
        url=checked_url(url, kind),
        events=_joined(events),
        outlets=_tidy(outlets),
        has_words=has_words,
        secret=made or (secret.strip() if kind in SIGNING else ""),
        created_at=now,
    )
    session.add(target)
    await session.flush()
    _audit(session, "webhook.added", target.id, now, actor)
    return target.id, made


async def choose_events(
    session: AsyncSession,
    target_id: int,
    events: Collection[SystemEventKind],
    now: datetime,
    *,
    outlets: Collection[str] = (),
    has_words: bool,
    actor: str = SYSTEM,
) -> None:
    """Post events of these kinds, and of these outlets or of all, to a target from now on.

    Raises:
        NotFound: there is no such target.
    """
    target = await _target(session, target_id)
    target.events, target.outlets, target.has_words = _joined(events), _tidy(outlets), has_words
    _audit(session, "webhook.changed", target_id, now, actor)


async def rotate_secret(session: AsyncSession, target_id: int, now: datetime, *, actor: str = SYSTEM) -> str:
    """Give a webhook a new secret, and return it; for a day, events are signed with the old one too.

    Raises:
        NotFound: there is no such webhook; robots have their own secrets.
    """
    target = await _target(session, target_id)
    if target.kind is not TargetKind.WEBHOOK:
        raise NotFound("webhook", target_id)
    target.old_secret, target.old_until, target.secret = target.secret, now + ROTATION, _new_secret()
    _audit(session, "webhook.secret_changed", target_id, now, actor)
    return target.secret


async def enable_target(session: AsyncSession, target_id: int, now: datetime, *, actor: str = SYSTEM) -> None:
    """Post to a target again; what still waits for it goes out at once.

    Raises:
        NotFound: there is no such target.
    """
    target = await _target(session, target_id)
    target.disabled_at = target.failing_since = None
    target.failures = 0
    _end_rest(target, now)
    await clear_alarm(session, DISABLED, subject_of(target_id), now)
    _audit(session, "webhook.enabled", target_id, now, actor)


async def remove_target(session: AsyncSession, target_id: int, now: datetime, *, actor: str = SYSTEM) -> None:
    """Forget a target with all that was told to it.

    Raises:
        NotFound: there is no such target.
    """
    await session.delete(await _target(session, target_id))
    await clear_alarm(session, DISABLED, subject_of(target_id), now)
    _audit(session, "webhook.removed", target_id, now, actor)


async def queue_test(session: AsyncSession, target_id: int, now: datetime, *, actor: str = SYSTEM) -> None:
    """Queue an event that says nothing, for this target alone.

    Raises:
        NotFound: there is no such target.
    """
    target = await _target(session, target_id)
    _end_rest(target, now)
    await session.execute(*telling(SystemEventKind.TEST, now, {}, target_id=target_id))
    _audit(session, "webhook.tested", target_id, now, actor)


async def replay(session: AsyncSession, delivery_id: int, now: datetime, *, actor: str = SYSTEM) -> None:
    """Post an event again, under the same id.

    Raises:
        NotFound: there is no such delivery.
    """
    delivery = await session.get(EventDelivery, delivery_id, with_for_update=True)
    if delivery is None:
        raise NotFound("delivery", delivery_id)
    delivery.status, delivery.attempts, delivery.due_at = DeliveryStatus.PENDING, 0, now
    delivery.ended_at = None
    _audit(session, "webhook.replayed", delivery.target_id, now, actor)


def checked_url(url: str, kind: TargetKind) -> str:
    """Return an address that can be posted to. Whether the one of a service is complete is seen by a test.

    Raises:
        UnfitUrl: it cannot.
    """
    kept = url.strip()
    if len(kept) > LONGEST_URL or not kept.isascii() or not kept.isprintable() or " " in kept:
        raise UnfitUrl(url)
    if kind is TargetKind.APPRISE and is_service(kept):
        return kept
    try:
        parts = Url(kept)
    except ValueError as exc:
        raise UnfitUrl(url) from exc
    is_plain = parts.username is None and parts.password is None and parts.fragment is None
    if parts.scheme not in ("http", "https") or not parts.host or parts.port == 0 or not is_plain:
        raise UnfitUrl(url)
    return kept


def subject_of(target_id: int) -> str:
    """Return what alarms and the audit log call a target."""
    return f"webhook:{target_id}"


async def _target(session: AsyncSession, target_id: int) -> WebhookTarget:
    target = await session.scalar(
        select(WebhookTarget).where(WebhookTarget.id == target_id).with_for_update(key_share=True)
    )
    if target is None:
        raise NotFound("webhook", target_id)
    return target


def _end_rest(target: WebhookTarget, now: datetime) -> None:
    """Let the target be posted to at once, or at the pace of its robot."""
    if target.rests_until is not None:
        target.rests_until = min(target.rests_until, now + pace_of(target.kind))


def _tidy(outlets: Collection[str]) -> tuple[str, ...]:
    """Return each outlet once, as the systems name it."""
    lines = (line for each in outlets for line in each.split(LABEL_END))
    return tuple(dict.fromkeys(kept for line in lines if (kept := line.strip())))


def _joined(events: Collection[SystemEventKind]) -> str:
    return f" {' '.join(kind.value for kind in CHOOSABLE if kind in events)} "


def _new_secret() -> str:
    return SECRET_MARK + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _audit(session: AsyncSession, action: str, target_id: int, now: datetime, actor: str) -> None:
    session.add(AuditEntry(at=now, actor=actor, action=action, subject=subject_of(target_id)))
