"""Names of staff, in one form."""

import pytest

from actions.staff.failures import UnfitName
from actions.staff.staff_names import LONGEST, fit_name, plain_name


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("lee", "lee"),
        ("  Lee   Wei ", "Lee Wei"),
        ("ｌｅｅ", "lee"),
        ("le\u200be\u202e", "lee"),
        ("李强", "李强"),
        ("a\x00b", "ab"),
        ("\ud800", ""),
        ("", ""),
    ],
)
def test_plain_name_has_nothing_invisible(typed: str, plain: str) -> None:
    assert plain_name(typed) == plain


@pytest.mark.parametrize("name", ["lee", "李强", "Anne-Marie O'Neill", " lee ", "x" * LONGEST])
def test_fit_name_is_taken(name: str) -> None:
    assert fit_name(name) == name.strip()


@pytest.mark.parametrize("name", ["", "   ", "x" * (LONGEST + 1), "le\u200be", "ｌｅｅ", "a  b", "a\x00"])
def test_name_that_could_be_taken_for_another_is_refused(name: str) -> None:
    with pytest.raises(UnfitName):
        fit_name(name)
