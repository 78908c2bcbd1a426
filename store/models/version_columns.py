"""What tables of versions share: a change is another row, and the edition grows with what is in force."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from store.engine.columns import one_of


class VersionState(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"  # it was published, and another one was later
    DISCARDED = "discarded"  # it was a draft, and a later one took its place


class VersionColumns:
    """The columns of a version beside its content, which never changes."""

    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(one_of(VersionState))
    # "staff:3", "key:till-3" or "system", as in the audit log.
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    why: Mapped[str | None]
    published_by: Mapped[str | None]
    published_at: Mapped[datetime | None]


class EditionColumns:
    """The columns of a table with one row, whose number grows when what is published changes.

    Every process looks at it, and reads again what is published when it has grown.
    """

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    changed_at: Mapped[datetime]
