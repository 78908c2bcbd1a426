"""That something was erased, so that upkeep removes what files still hold of it."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import NO_ID_REUSE, Base, partial_index


class Erasure(Base):
    """One erasure. It names no person; `scrubbed_at` is when no file held its bytes any more."""

    __tablename__ = "erasures"
    __table_args__ = (partial_index("ix_erasures_waiting", "id", where="scrubbed_at IS NULL"), NO_ID_REUSE)

    id: Mapped[int] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime]
    scrubbed_at: Mapped[datetime | None]
