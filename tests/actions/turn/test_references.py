"""Order and booking numbers are found where they are named, and not made up from phones, dates and prices."""

import pytest

from actions.turn.references import (
    find_case_numbers,
    find_order_number,
    find_phones,
    is_number_alone,
    phone_alone,
    read_order_number,
    says_more,
)


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
        ("PNR is W4TZ9B", "W4TZ9B"),
        ("my booking code 8rkl2m", "8rkl2m"),
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
        "the order of 12pack beer came warm",
        "预订 room12 的窗户关不上",
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
        ("H2QX7P", "H2QX7P"),
        *(("订座 A12345", "A12345"), ("订座12345678", "12345678"), ("訂座號 20261234", "20261234")),
        *(("入住 12345678", "12345678"), ("入住号 12345678", "12345678"), ("上一期 12345678", "12345678")),
        *(("id 123456", "123456"), ("会员 123456", "123456"), ("card 20261234", "20261234")),
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
    "answer",
    [
        *("我住7栋1203", "我住1203", "A座1203", "3单元2201", "flat 1204", "building 2011 please"),
        *("房间1203的空调坏了，没人来修", "I paid 1500 and nobody came", "你们 2026 年都不想管了吧"),
    ],
)
def test_number_among_other_words_is_no_answer(answer: str) -> None:
    assert read_order_number(answer) is None


@pytest.mark.parametrize(
    ("text", "number", "more"),
    [
        ("订单号 88213", "88213", False),
        ("it is 88213, thanks", "88213", False),
        ("my booking number is QD-70316", "QD-70316", False),
        ("订单号88213，三天了还没有人联系我", "88213", True),
        ("order 88213 still has not arrived at all", "88213", True),
        ("the reference is LX-482913 if that helps", "LX-482913", False),
        ("is LX-482913 what you need here?", "LX-482913", True),
    ],
)
def test_message_may_say_more_than_its_number(text: str, number: str, more: bool) -> None:
    assert says_more(text, number) is more


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("订单号 # 3029 4417 还没发", "30294417"),
        ("编号30881247，灯不亮", "30881247"),
        ("# 60713 没发货", "60713"),
        ("運單號：SF 1029 3847 56 一直沒動", "SF1029384756"),
        ("my booking no. is QD-70316", "QD-70316"),
        ("HF-000012 的订单号是 55120934", "55120934"),
    ],
)
def test_order_number_is_found_with_blanks_and_marks(text: str, number: str) -> None:
    assert find_order_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "RTX3070显卡开机没反应，我要退",
        "My Galaxy9256GB came broken",
        "买的 TR6610C 扫地机两天就坏",
        "the MX1200 printer jams",
        "发票抬头是91440300MA5ABCDE7X，一直不开",
        "身份证44030519920214003X被你们泄露了",
        "航班CA1832晚点没人管",
        "flight number BA0257 was late",
        "车牌沪A12345停在你们车库被刮",
        "沪A7K213",
        "订单 2026-11-03 下的",
        "订单 13900002222 的机主是我",
        "HF-000012 两天没人回",
        "＃HF-000012",
    ],
)
def test_numbers_of_things_and_people_are_no_order_numbers(text: str) -> None:
    assert find_order_number(text) is None


@pytest.mark.parametrize("answer", ["车牌是沪A7K213", "粤B12345", "京A·8888D 这辆"])
def test_plate_is_no_answer_to_the_question_for_an_order_number(answer: str) -> None:
    assert read_order_number(answer) is None
    assert is_number_alone(answer)


@pytest.mark.parametrize("text", ["新iPhone坏了", "黑Switch多少钱", "新MacBook到了没", "新Kindle坏了"])
def test_name_of_a_thing_behind_a_place_is_no_plate(text: str) -> None:
    assert not is_number_alone(text)


@pytest.mark.parametrize("answer", ["13900002222", "+86 139 0000 2222", "HF-000012", "44030519920214003X"])
def test_phone_case_and_identity_numbers_do_not_answer_the_question(answer: str) -> None:
    assert read_order_number(answer) is None


def test_answer_in_groups_is_one_number() -> None:
    assert read_order_number("2026 1103 4417") == "202611034417"


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("HF-000012 到哪一步了", ("HF-000012",)),
        ("hf12345 和 HF 000012", ("HF-012345", "HF-000012")),
        ("HF–000012？HF-000012！", ("HF-000012",)),
        ("SHF-000012", ()),
        ("HF-12", ()),
    ],
)
def test_case_numbers_are_read_as_we_write_them(text: str, cases: tuple[str, ...]) -> None:
    assert find_case_numbers(text) == cases


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("打我电话 139 0000 2222", ("13900002222",)),
        ("+44 7700 900123 please", ("+447700900123",)),
        ("台灣 0912-345-678", ("0912345678",)),
        ("010-62345678", ("01062345678",)),
        ("订单 20261103-4417", ()),
        ("44030519920214003X", ()),
    ],
)
def test_phone_numbers_are_found(text: str, phones: tuple[str, ...]) -> None:
    assert find_phones(text) == phones


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("手机 137 0011 2233", "13700112233"),
        ("15900001234 或者 15900005678", None),
        ("电话 13700112233，你们昨天答应上午十点回电话，结果等到晚上也没有人打来，真是说话不算数", None),
        ("88213", None),
        *(("打我电话 137 0011 2233，谢谢", "13700112233"), ("请联系我这个手机号13700112233", "13700112233")),
        *(("137 0011 2233，我的号码 13700112233", "13700112233"), ("没有单号，137 0011 2233", "13700112233")),
        ("You can reach me on +44 7700 900123, thanks", "+447700900123"),
        *(
            ("这个号13700112233一直骚扰我要投诉", None),
            ("13700112233骚扰我", None),
            ("137-0011-2233 老是给我发短信", None),
            ("13700112233天天打过来", None),
            ("13700112233 keeps texting me", None),
            ("13700112233 一直在用的", "13700112233"),
            ("别打13700112233", None),
        ),
        *(("電話13700112233打不通", None), ("13700112233是你们的吗", None), ("不是 13700112233", None)),
        *(("don't call me on 13700112233 again", None), ("stop calling 13700112233", None)),
        *(("is 13700112233 yours?", None), ("13700112233 is not mine", None)),
    ],
)
def test_phone_alone_is_told_from_a_message_with_one(text: str, phone: str | None) -> None:
    assert phone_alone(text) == phone


def test_references_of_all_kinds_are_found_in_one_text() -> None:
    text = "HF-000012，订单号 A8841-22，电话 13900002222"
    found = (find_case_numbers(text), find_order_number(text), find_phones(text))
    assert found == (("HF-000012",), "A8841-22", ("13900002222",))


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("我手机 137 0011 2233", True),
        ("my number is +91 90000 11223", True),
        ("单号 88213001", True),
        ("打 13700112233 找我先生，他还在店门口等着拿钥匙", False),
        ("快来人", False),
        *(("别打13700112233", False), ("stop calling 13700112233", False)),
        ("15900001234 或者 15900005678", True),
    ],
)
def test_number_alone_is_told_from_a_message_with_one(text: str, *, is_alone: bool) -> None:
    assert is_number_alone(text) is is_alone


@pytest.mark.parametrize(
    "text",
    [
        "新iPad 2024还有吗",
        "黑Galaxy256坏了",
        "Switch2000多少钱",
        "switch2000 price?",
        "订单12345678什么时候到？",
    ],
)
def test_things_and_questions_are_no_number_alone(text: str) -> None:
    assert not is_number_alone(text)


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("12345678什么时候到？", "12345678"),
        ("12345678 到哪了？", "12345678"),
        ("is 12345678 late?", "12345678"),
        ("abcde123", "abcde123"),
        ("booking123", "booking123"),
    ],
)
def test_number_that_was_asked_for_is_taken_from_a_question_and_in_small_letters(
    answer: str, number: str
) -> None:
    assert read_order_number(answer) == number


@pytest.mark.parametrize("text", ["12345678对吗", "是12345678这个吗", "12345678？", "here it is, 12345678"])
def test_number_that_is_handed_over_with_a_question_mark_is_alone(text: str) -> None:
    assert is_number_alone(text)
