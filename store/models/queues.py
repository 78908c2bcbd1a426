"""Queues are rows: what came in, what goes out, lanes that keep a chat in order, events for other systems."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base, Labels, one_of, partial_index
from store.models.address import Address, address_column


class Flow(StrEnum):
    """The two directions that have lanes."""

    IN = "in"
    OUT = "out"


class InboxStatus(StrEnum):
    """Where a received update stands."""

    NEW = "new"
    WAITING = "waiting"  # acknowledged, but not understood yet: the NLU server was away
    DONE = "done"
    PARKED = "parked"  # failed too often; shown to staff


class OutboxStatus(StrEnum):
    """Where a message to a customer stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    UNKNOWN = "unknown"  # sent, but no answer came: it may or may not have arrived


class OutboxAction(StrEnum):
    """What the edge has to do."""

    SEND = "send"
    DOCUMENT = "document"
    FILE = "file"  # of staff, which `store.models.staff_files` holds, or of the business
    EDIT = "edit"
    ANSWER_TAP = "answer_tap"
    REACT = "react"
    SHOW_ACTIVITY = "show_activity"
    COPY = "copy"
    EDIT_CAPTION = "edit_caption"
    DELETE = "delete"
    PIN = "pin"
    DELETE_TOPIC = "delete_topic"


class SystemEventKind(StrEnum):
    """What other systems can receive."""

    MESSAGE_RECEIVED = "message.received"
    CASE_OPENED = "case.opened"
    CASE_CHANGED = "case.changed"
    CASE_SETTLED = "case.settled"
    CASE_REOPENED = "case.reopened"
    HANDED_OVER = "conversation.handed_over"
    SERVICE_TOLD = "service.told"
    SURVEY_SENT = "survey.sent"
    SURVEY_ANSWERED = "survey.answered"
    SURVEY_EXPIRED = "survey.expired"
    SCORE_LOW = "score.low"
    ANSWER_REFUSED = "answer.refused"
    ALARM_RAISED = "alarm.raised"
    TEST = "webhook.test"


class TargetKind(StrEnum):
    """What events are posted to: a system that reads them, the robot of a group, or what apprise knows."""

    WEBHOOK = "webhook"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"  # Lark too
    WECOM = "wecom"
    SLACK = "slack"
    APPRISE = "apprise"  # mail, ntfy, Bark and others


class DeliveryStatus(StrEnum):
    """Where the telling of an event stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Lane(Base):
    """The work of one chat in one direction. The holder of the lease works on it alone, in order."""

    __tablename__ = "lanes"
    __table_args__ = (Index("ix_lanes_due", "flow", "due_at", "key"),)

    flow: Mapped[Flow] = mapped_column(one_of(Flow), primary_key=True)
    key: Mapped[Address] = address_column("key", primary_key=True, autoincrement=False)
    # When there is work again; nothing to do while it is empty.
    due_at: Mapped[datetime | None]
    owner: Mapped[str | None]
    leased_until: Mapped[datetime | None]


class SendingPace(Base):
    """How far a sending limit is used up, for all workers together."""

    __tablename__ = "sending_paces"

    name: Mapped[str] = mapped_column(primary_key=True)
    full_at: Mapped[datetime | None]
    # When Telegram said so: a reader whose clock was set back waits no longer than was asked.
    paused_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]


class InboxItem(Base):
    """An update exactly as it was received."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("bot", "update_id"),
        Index("ix_inbox_lane", "lane", "status", "id"),
        partial_index("ix_inbox_parked", "id", where="status = 'parked'"),
        partial_index("ix_inbox_unfinished", "lane", where="status IN ('new', 'waiting')"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bot: Mapped[Address] = address_column("bot_id", key="bot")
    update_id: Mapped[int]
    # The chat, or the user where an update has no chat.
    lane: Mapped[Address] = address_column("lane")
    body: Mapped[dict[str, Any]]
    status: Mapped[InboxStatus] = mapped_column(one_of(InboxStatus))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    error: Mapped[str | None]
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class OutboxItem(Base):
    """Something to be sent to a chat."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_lane", "address", "status", "id"),
        partial_index("ix_outbox_in_doubt", "created_at", where="status IN ('unknown', 'failed')"),
        partial_index("ix_outbox_unsent", "address", where="status IN ('pending', 'sending')"),
        partial_index("ix_outbox_asked", "message_id", "invitation_id", where="invitation_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[Address] = address_column("chat_id", key="address")
    action: Mapped[OutboxAction] = mapped_column(one_of(OutboxAction))
    payload: Mapped[dict[str, Any]]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(
        ForeignKey("invitations.id", ondelete="SET NULL"), index=True
    )
    status: Mapped[OutboxStatus] = mapped_column(one_of(OutboxStatus))
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    telegram_message_id: Mapped[int | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Alarm(Base):
    """Something that staff must know about the system itself."""

    __tablename__ = "alarms"
    __table_args__ = (partial_index("ix_alarms_open", "kind", "subject", where="cleared_at IS NULL"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    # What it is about, such as "inbox:17". One open alarm a kind and subject.
    subject: Mapped[str]
    raised_at: Mapped[datetime] = mapped_column(index=True)
    cleared_at: Mapped[datetime | None]
    # Who takes care of it, and since when; pages no longer count it for others.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    owned_at: Mapped[datetime | None]


class WebhookTarget(Base):
    """An address that events are posted to. A webhook has a secret of ours, a robot one of theirs or none."""

    __tablename__ = "webhook_targets"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TargetKind] = mapped_column(one_of(TargetKind))
    url: Mapped[str]
    # The kinds of events, with a space around each, so that a statement can look for one.
    events: Mapped[str]
    # Events of these alone; of all where it is empty.
    outlets: Mapped[tuple[str, ...]] = mapped_column(Labels, nullable=True, default=())
    has_words: Mapped[bool]
    secret: Mapped[str]
    # The secret before, by which events are signed too until then.
    old_secret: Mapped[str | None]
    old_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    # Since when nothing arrived, how often in a row, and until when nothing is posted.
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    rests_until: Mapped[datetime | None]


class EventDelivery(Base):
    """One event for one target. Words are not kept here, but read when it is posted."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_target", "target_id", "id"),
        Index("ix_webhook_deliveries_ended", "ended_at"),
        partial_index("ix_webhook_deliveries_due", "target_id", "due_at", where="status = 'pending'"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("webhook_targets.id", ondelete="CASCADE"))
    # The same for all targets and all attempts.
    event_id: Mapped[str]
    kind: Mapped[SystemEventKind] = mapped_column(one_of(SystemEventKind))
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]
    customer_id: Mapped[int | None] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[DeliveryStatus] = mapped_column(one_of(DeliveryStatus))
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    # How the last attempt ended: the status of HTTP, or the reason why there was none.
    outcome: Mapped[str | None]
    ended_at: Mapped[datetime | None]
