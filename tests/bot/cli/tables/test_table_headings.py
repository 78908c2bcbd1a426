"""The columns of a table."""

import pytest

from bot.cli.tables.table_headings import RepeatedColumn, column_names


def test_headings_are_read_in_both_languages() -> None:
    english = [" Source", "id", "External ID", "ended at", "outlet", "shop", "", ""]
    assert column_names(english) == ["source", "id", "external_id", "ended_at", "outlet", "shop", "", ""]
    chinese = ["来源", "单号", "客户编号", "结束时间", "门店", "备注"]
    assert column_names(chinese) == ["source", "id", "external_id", "ended_at", "outlet", "备注"]


@pytest.mark.parametrize("headings", [["id", "ended_at", "id"], ["id", "ended_at", "单号"], ["编号", "ID"]])
def test_column_that_is_there_twice_is_refused(headings: list[str]) -> None:
    with pytest.raises(RepeatedColumn, match="the column id is there more than once"):
        column_names(headings)
