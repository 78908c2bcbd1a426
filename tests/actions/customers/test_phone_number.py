"""Phone numbers in one form."""

import pytest

from actions.customers.phone_number import read_phone, read_shared_phone


@pytest.mark.parametrize(
    "written",
    ["+8613812345678", "+86 138 1234 5678", "0086-138-1234-5678", "+86 (138) 1234‑5678", "+86.138.1234.5678"],
)
def test_spellings_of_a_number_are_equal(written: str) -> None:
    assert read_phone(written) == "+8613812345678"


@pytest.mark.parametrize(
    "written", ["", "13812345678", "+0138123", "+86 138 call me", "+1" * 20, "+٨٦١٣٨١٢٣٤٥٦٧٨"]
)
def test_what_is_no_number_with_a_country_code_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="country code"):
        read_phone(written)


@pytest.mark.parametrize(
    ("written", "read"), [("8613812345678", "+8613812345678"), ("+49 30 123456", "+4930123456")]
)
def test_shared_number_may_lack_the_plus(written: str, read: str) -> None:
    assert read_shared_phone(written) == read


def test_shared_contact_without_a_number_has_none() -> None:
    assert read_shared_phone("none") is None
