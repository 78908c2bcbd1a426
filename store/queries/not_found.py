"""What can go wrong with a query.

StoreError
└── NotFound   there is no such row; it may have been erased
"""

from store.engine.database_errors import StoreError


class NotFound(StoreError):
    """There is no row with this id."""

    def __init__(self, kind: str, row_id: int) -> None:
        super().__init__(f"there is no {kind} {row_id}")
        self.kind = kind
        self.row_id = row_id
