"""Order and booking numbers are found where they are named, and not made up from phones, dates and prices."""

import pytest

from actions.turn.order_number import find_order_number, read_order_number, says_more


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("订单号 20261123001 到现在没发货", "20261123001"),
        ("我的订单号是A8841-22，东西坏了", "A8841-22"),
        ("單號：HB20260091，完全沒人處理", "HB20260091"),
        ("Order #4471-9920 arrived broken", "4471-9920"),
        ("booking reference: QX7RT221 was cancelled twice", "QX7RT221"),
        ("My order number is 550192 and nobody answers", "550192"),
        ("it says #88213 on the slip", "88213"),
        ("TK1029384756CN 一直没更新", "TK1029384756CN"),
    ],
)
def test_order_number_is_found_where_it_is_named(text: str, number: str) -> None:
    assert find_order_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "等了 45 分钟还没有人来",
        "I paid 1299 for this",
        "my phone is 13800001111",
        "2026年11月23日到的店",
        "in order to get help I waited 3 hours",
        "the order was cold",
        "😡😡😡",
        "",
    ],
)
def test_other_numbers_are_no_order_numbers(text: str) -> None:
    assert find_order_number(text) is None


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("20261123001", "20261123001"),
        ("是 88213", "88213"),
        ("it's AB-1029", "AB-1029"),
        ("订单 7731", "7731"),
    ],
)
def test_answer_may_be_the_bare_number(answer: str, number: str) -> None:
    assert read_order_number(answer) == number


@pytest.mark.parametrize(
    "answer", ["没有", "I don't have one", "7731 or 8842?", "你们到底管不管" * 20 + "7731"]
)
def test_answer_without_one_clear_number_gives_none(answer: str) -> None:
    assert read_order_number(answer) is None


@pytest.mark.parametrize(
    "answer", ["房间1203的空调坏了，没人来修", "I paid 1500 and nobody came", "你们 2026 年都不想管了吧"]
)
def test_number_among_other_words_is_no_answer(answer: str) -> None:
    assert read_order_number(answer) is None


@pytest.mark.parametrize(
    ("text", "number", "more"),
    [
        ("订单号 88213", "88213", False),
        ("it is 88213, thanks", "88213", False),
        ("订单号88213，三天了还没有人联系我", "88213", True),
        ("order 88213 still has not arrived at all", "88213", True),
    ],
)
def test_message_may_say_more_than_its_number(text: str, number: str, more: bool) -> None:
    assert says_more(text, number) is more
