"""Files that staff send to customers, kept as long as the message that carries them has its words."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base


class StaffFile(Base):
    """The content of one message; its name and size are in the message's `attachment`."""

    __tablename__ = "staff_files"

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes]
