"""Names are compared by what can be seen of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.turn.plain_name import is_seen, plain_name


@pytest.mark.parametrize(
    "written",
    [
        "城北店",
        " 城北店 ",
        "城\u200b北店",
        "\ufeff城北店\u2060",
        "城\u3164北店",
        "城北店\u200d",
        "\t城北店\n",
    ],
)
def test_names_that_look_the_same_are_one(written: str) -> None:
    assert plain_name(written) == "城北店"


@pytest.mark.parametrize(
    ("written", "name"),
    [("Ｎｏｒｔｈ　２", "North 2"), ("Cafe\u0301", "Café"), ("a \n b", "a b"), ("\u200b", ""), ("", "")],
)
def test_forms_of_letters_and_spaces_make_no_difference(written: str, name: str) -> None:
    assert plain_name(written) == name


@given(st.text())
def test_plain_name_stays_as_it_is(written: str) -> None:
    assert plain_name(plain_name(written)) == plain_name(written)


@pytest.mark.parametrize(
    "name", ["", " ", "\u3164", "\u2800\u2800", "\u115f \u1160", "\u200b\u0301", "\uffa0"]
)
def test_name_of_blanks_is_not_seen(name: str) -> None:
    assert is_seen(name) is False


@pytest.mark.parametrize("name", ["阿明", "\u3164阿明", "👍", "-", "مريم"])
def test_name_with_anything_to_see_is_seen(name: str) -> None:
    assert is_seen(name) is True
