"""Taking out what points at a person."""

import pytest

from actions.quality.masking import masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("订单2026-88173到哪了", "订单0000-00000到哪了"),
        ("call me at +44 7700 900123", "call me at +00 0000 000000"),
        ("卡号６２２２ 0210", "卡号0000 0000"),
        ("mail ann.lee@shop.example or https://x.example/a?b=1 now", "mail url or url now"),
        ("cc @ann_lee please", "cc @someone please"),
        ("送到长安街88号3单元502室", "送到某地"),
        ("幸福小区12栋门口", "某地门口"),
        ("deliver to 12 Old Mill Lane please", "deliver to somewhere please"),
        ("王小明先生态度很好", "某先生态度很好"),
        ("谢谢李师傅", "谢谢某师傅"),
        ("我叫张伟，来取件", "我叫某某，来取件"),
        ("收件人：欧阳修", "收件人：欧阳修"),  # compound surnames without a title are not found
        ("my name is Ann Lee and I waited", "my name is someone and I waited"),
        ("Mrs. Brown at desk 4 was kind", "Mrs. someone at desk 0 was kind"),
    ],
)
def test_numbers_links_names_and_addresses_are_masked(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "还没到，怎么回事",
        "这家店的路口不好找",
        "我是会员，可以打折吗",
        "老师傅手艺好",
        "This is the worst. Never again",
        "my street is dark",
        "👍",
        "",
    ],
)
def test_what_points_at_nobody_stays(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Ann waited, and ANN is cross. Annoying", ["Ann"], "someone waited, and someone is cross. Annoying"),
        ("小红等了很久", ["小红"], "某某等了很久"),
        ("ann_lee88 here", ["Ann", "ann_lee88"], "someone here"),
        ("a cat", ["a"], "a cat"),
        ("(x) wins", ["(x)"], "someone wins"),
    ],
)
def test_names_of_the_writer_are_masked(text: str, names: list[str], expected: str) -> None:
    assert masked(text, names) == expected
