"""When members of staff are given cases by rule, and which."""

from datetime import datetime

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base


class Duty(Base):
    """What one member of staff is given. Who has no row is given nothing."""

    __tablename__ = "duties"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    takes_cases: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Open cases in hand up to which more are given; those that wait for their customer do not count.
    most: Mapped[int]
    # Minutes of the day on the clock of the business; both or neither. The shift may go past midnight.
    begins: Mapped[int | None]
    ends: Mapped[int | None]
    # Of which outlets and in which languages; an empty list is for all.
    outlets: Mapped[list[str]]
    languages: Mapped[list[str]]
    away_since: Mapped[datetime | None]
