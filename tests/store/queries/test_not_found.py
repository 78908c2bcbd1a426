"""What is not there is named by its kind and its number."""

import pytest

from store.engine.database_errors import StoreError
from store.queries.not_found import NotFound


def test_error_says_what_is_missing() -> None:
    error = NotFound("case", 7)
    assert (str(error), error.kind, error.row_id) == ("there is no case 7", "case", 7)


def test_caller_may_take_it_for_any_failure_of_the_store() -> None:
    with pytest.raises(StoreError):
        raise NotFound("reading", 1)
