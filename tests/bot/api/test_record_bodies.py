"""Records as the API gives them."""

from bot.api.record_bodies import NumberedBody, RecordsBody


def test_page_names_the_next_one_only_if_there_is_one() -> None:
    rows = [NumberedBody(id=number) for number in (9, 7, 4)]
    first = RecordsBody[NumberedBody].of(rows, 2)
    assert ([row.id for row in first.items], first.next) == ([9, 7], 7)
    last = RecordsBody[NumberedBody].of(rows, 3)
    assert ([row.id for row in last.items], last.next) == ([9, 7, 4], None)
    assert RecordsBody[NumberedBody].of([], 3).next is None
