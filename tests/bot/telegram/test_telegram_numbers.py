"""What the numbers of Telegram say."""

import pytest

from bot.telegram.telegram_numbers import account_of, is_group
from store.models.address import Address


def test_token_begins_with_the_account_of_the_bot() -> None:
    assert account_of("1000:sandbox") == Address(1000)


def test_token_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        account_of("sandbox")


@pytest.mark.parametrize(("number", "expected"), [(7, False), (2**52, False), (-7, True), (-(10**12), True)])
def test_only_groups_have_numbers_below_zero(number: int, *, expected: bool) -> None:
    assert is_group(Address(number)) is expected
