"""How much a customer has used the bot lately, so that one of them cannot fill it up."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base


class CustomerUsage(Base):
    """Counts since the beginning of the customer's present hour and day. Windows begin with a message."""

    __tablename__ = "customer_usage"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    hour_began_at: Mapped[datetime]
    hour_messages: Mapped[int] = mapped_column(default=0)
    hour_replies: Mapped[int] = mapped_column(default=0)
    hour_files: Mapped[int] = mapped_column(default=0)
    day_began_at: Mapped[datetime]
    day_messages: Mapped[int] = mapped_column(default=0)
    day_replies: Mapped[int] = mapped_column(default=0)
    day_files: Mapped[int] = mapped_column(default=0)
    day_exports: Mapped[int] = mapped_column(default=0)
    # When the customer was told in this hour that nothing more is kept.
    told_at: Mapped[datetime | None]
    # All messages ever of which only the count was kept, and the emptied update of the newest one.
    not_kept: Mapped[int] = mapped_column(default=0)
    emptied_inbox_id: Mapped[int | None]
