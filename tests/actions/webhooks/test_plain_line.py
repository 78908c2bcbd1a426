"""Texts without markup."""

import pytest

from actions.webhooks.plain_line import SIGNS, plain_line


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("望京店", "望京店"),
        ("<@all>  now\n\n# head", "＜＠all＞ now ＃ head"),
        ("see https://evil.example", "see https：//evil．example"),
        ("www.evil.example/pay", "www．evil．example/pay"),
        ("Thanks. $5...", "Thanks. ＄5..."),
        ("a\u202eb\u200bc\x00", "abc"),
        ("👍🏽 fine", "👍🏽 fine"),
        ("", ""),
    ],
)
def test_markup_is_written_wide_and_the_rest_stays(text: str, plain: str) -> None:
    assert plain_line(text, 60) == plain


def test_long_text_is_cut_with_a_mark() -> None:
    assert plain_line("x" * 61, 60) == f"{'x' * 59}…"
    assert plain_line(SIGNS, 60).isascii() is False
    assert set(plain_line(SIGNS, 60)).isdisjoint(SIGNS)
