"""The business's settings as changed in the browser; where no version is published, the file holds."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import Base, partial_index
from store.models.version_columns import EditionColumns, VersionColumns


class SettingVersion(VersionColumns, Base):
    """One text of a document, such as `rules` or `surveys.post_service`, as its YAML file would have it."""

    __tablename__ = "setting_versions"
    __table_args__ = (
        UniqueConstraint("document", "number"),
        # At most one of each document is published, and one is a draft.
        partial_index("ix_setting_versions_published", "document", where="state = 'published'", unique=True),
        partial_index("ix_setting_versions_draft", "document", where="state = 'draft'", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str]
    text: Mapped[str]


class SettingEdition(EditionColumns, Base):
    """The edition of the settings that are published."""

    __tablename__ = "setting_edition"


class SkippedStep(Base):
    """A first step that need not be done, by its name; what was done is seen from what is there."""

    __tablename__ = "skipped_steps"

    step: Mapped[str] = mapped_column(primary_key=True)
    skipped_by: Mapped[str]
    skipped_at: Mapped[datetime]
