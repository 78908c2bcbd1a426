"""Files that staff send to customers, kept as long as the message that carries them has its words."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base, partial_index


class StaffFile(Base):
    """The content of one message; its name and size are in the message's `attachment`."""

    __tablename__ = "staff_files"
    __table_args__ = (partial_index("ix_staff_files_content", "message_id", where="content IS NOT NULL"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    # None when it lies in the store of objects alone.
    content: Mapped[bytes | None]


class StoredObject(Base):
    """A file that is, or may be, in the store of objects; removed there when its `StaffFile` is gone."""

    __tablename__ = "stored_objects"

    key: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[int | None] = mapped_column(
        ForeignKey("staff_files.message_id", ondelete="SET NULL"), unique=True
    )
    begun_at: Mapped[datetime]
    # When it was removed while it might still be written, so that it is removed again.
    removed_at: Mapped[datetime | None]
