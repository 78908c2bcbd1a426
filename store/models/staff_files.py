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
    object_key: Mapped[str | None] = mapped_column(ForeignKey("stored_objects.key"), unique=True)


class StoredObject(Base):
    """A file that is, or may be, in the store of objects; removed there when no `StaffFile` names it."""

    __tablename__ = "stored_objects"

    key: Mapped[str] = mapped_column(primary_key=True)
    begun_at: Mapped[datetime]
    # None until the store has it.
    stored_at: Mapped[datetime | None]
