"""Start links open the bot with a token."""

from bot.api.start_link import start_link


def test_link_carries_the_token() -> None:
    assert start_link("huifang_bot", "a-b_c") == "https://t.me/huifang_bot?start=a-b_c"


def test_there_is_no_link_to_a_bot_without_a_name() -> None:
    assert start_link(None, "a") is None
    assert start_link("", "a") is None
