"""Buttons that Telegram takes."""

import pytest

from store.queues.button import Button


@pytest.mark.parametrize("data", ["x", "x" * 64, "评" * 21 + "x"])
def test_button_data_up_to_64_bytes_is_accepted(data: str) -> None:
    assert Button("ok", data).data == data


@pytest.mark.parametrize("data", ["", "x" * 65, "评" * 22])
def test_button_data_that_telegram_would_refuse_is_refused_here(data: str) -> None:
    with pytest.raises(ValueError, match="1 to 64 bytes"):
        Button("ok", data)


def test_button_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="say something"):
        Button("  ", "x")


def test_button_that_opens_an_address_carries_no_data() -> None:
    assert Button("Site", url="https://example.com").data == ""
    with pytest.raises(ValueError, match="carries no data"):
        Button("Site", "x", "https://example.com")


@pytest.mark.parametrize("button", [Button("ok", "x"), Button("Site", url="https://example.com")])
def test_button_is_the_same_after_it_was_stored(button: Button) -> None:
    assert Button(*button.plain()) == button
