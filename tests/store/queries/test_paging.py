"""Pages that begin after a row."""

from datetime import datetime, timedelta

from store.queries.paging import Cursor, cut


def test_row_more_than_asked_for_means_another_page(now: datetime) -> None:
    page = cut([3, 2, 1], 2, lambda row: Cursor(now + timedelta(row), row))
    assert (page.rows, page.following) == ((3, 2), Cursor(now + timedelta(2), 2))


def test_last_page_leads_nowhere(now: datetime) -> None:
    assert cut([3, 2], 2, lambda row: Cursor(now, row)).following is None
    assert cut([], 2, lambda row: Cursor(now, row)).rows == ()
