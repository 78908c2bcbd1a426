"""What reports keep of days that are over, so that they need not count every answer each time.

It is never the only copy of anything: what is deleted here is counted again. Triggers delete a fold in
the transaction in which one of its invitations or answers changes, by any writer and in any way.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base


class Fold(Base):
    """Some whole days of which all invitations are added up; `ends_at` does not belong to them.

    `meaning` stands for what the questions measured when it was made: if that changes, it is made again.
    """

    __tablename__ = "folds"
    __table_args__ = (UniqueConstraint("begins_at", "ends_at"), Index("ix_folds_ends_at", "ends_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    meaning: Mapped[str]


class FoldedPart(Base):
    """What is known of one survey at one outlet in a fold, undivided or by agent, language or service kind.

    `content` has a statistic (see `store.reports.sums.statistic`) for each agent, language or kind.
    """

    __tablename__ = "folded_parts"
    __table_args__ = (Index("ix_folded_parts_fold", "fold_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fold_id: Mapped[int] = mapped_column(ForeignKey("folds.id", ondelete="CASCADE"))
    part: Mapped[str]
    survey_key: Mapped[str]
    occasion: Mapped[str]
    outlet: Mapped[str | None]
    content: Mapped[dict[str, Any]]


class FoldedColumns(Base):
    """The invitations of a fold to one survey on one occasion, each with its customer, place and numbers.

    Sums by day cannot tell which answers are of the same customer. `content` is what
    `store.reports.sums.sum_columns` packs.
    """

    __tablename__ = "folded_columns"
    __table_args__ = (Index("ix_folded_columns_fold", "fold_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fold_id: Mapped[int] = mapped_column(ForeignKey("folds.id", ondelete="CASCADE"))
    survey_key: Mapped[str]
    occasion: Mapped[str]
    content: Mapped[bytes]
