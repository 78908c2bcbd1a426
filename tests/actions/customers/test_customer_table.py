"""Tables of what is known about customers."""

import pytest

from actions.customers.customer_table import (
    LARGEST,
    MOST_LINES,
    CustomerRow,
    ImportProblem,
    LineProblem,
    WrongTable,
    read_customer_table,
)
from store.models.address import Address


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_rows_are_read_in_each_encoding_of_spreadsheet_programs(encoding: str) -> None:
    text = '电报编号;会员号;会员等级;备注\r\n="4242";A1;金卡;常住 三楼\r\n;;;\r\n77;;;\r\n'
    assert read_customer_table(text.encode(encoding)) == [
        CustomerRow(2, Address(4242), "A1", None, {"会员等级": "金卡", "备注": "常住 三楼"}),
        CustomerRow(4, Address(77), None, None, {}),
    ]


def test_user_names_are_read_without_sign_and_size() -> None:
    [row] = read_customer_table(b"Username,Room\n@Ann_B, 12 \n")
    assert row == CustomerRow(2, None, None, "ann_b", {"Room": "12"})


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [(1, "no_key_column", ""), (1, "no_attribute", "")]),
        ("Room,Tier\n1,2\n", [(1, "no_key_column", "")]),
        ("username\nann\n", [(1, "no_attribute", "")]),
        ("username,Room,Room\nann,1,2\n", [(1, "repeated_column", "Room")]),
        ("telegram_id,Telegram ID,Room\n1,2,3\n", [(1, "repeated_column", "telegram_id")]),
        (f"username,{'x' * 41}\nann,1\n", [(1, "unfit_name", "x" * 40)]),
        ("username,Room\nann,1,2\n", [(2, "too_many_cells", "")]),
        ("username,Room\n,1\n\nann,2\n ,3\n", [(2, "no_key", ""), (5, "no_key", "")]),
        ("telegram_id,Room\n1.38E+10,1\n", [(2, "wrong_id", "telegram_id")]),
        ("telegram_id,Room\n-5,1\nann,1\n9999999999999999999999,1\n", [(2,), (3,), (4,)]),
        (f"telegram_id,Room\n{'0' * 18}42{'9' * 20},1\n{'0' * 18}42{'9' * 4300},1\n", [(2,), (3,)]),
        ("customer_number,Room\nA\x001,1\n", [(2, "wrong_id", "customer_number")]),
        ("username,Room\nan\x00n,1\nb\x07b,1\n", [(2, "wrong_id", "username"), (3, "wrong_id")]),
        (f"username,Room\nann,{'x' * 201}\nbob,a\x07\n", [(2, "unfit_value", "Room"), (3,)]),
        ("username," + ",".join(f"a{n}" for n in range(21)) + "\n", [(1, "too_many_attributes", "")]),
    ],
)
def test_every_wrong_line_is_named(text: str, problems: list[tuple[int, str, str]]) -> None:
    with pytest.raises(WrongTable) as raised:
        read_customer_table(text.encode())
    found = [(each.line, each.problem.value, each.column) for each in raised.value.problems]
    assert [each[: len(wanted)] for each, wanted in zip(found, problems, strict=True)] == problems


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (
            b"username,Room\n" + b"ann,1\n" * (MOST_LINES + 1),
            LineProblem(MOST_LINES + 2, ImportProblem.TOO_LARGE),
        ),
        (b"x" * (LARGEST + 1), LineProblem(1, ImportProblem.TOO_LARGE)),
        (b"\x00\xff\xfe\x80\x81", LineProblem(1, ImportProblem.UNREADABLE)),
    ],
)
def test_file_that_is_too_large_or_no_text_is_refused(content: bytes, problem: LineProblem) -> None:
    with pytest.raises(WrongTable) as raised:
        read_customer_table(content)
    assert raised.value.problems == (problem,)
