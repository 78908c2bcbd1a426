"""Values are written into a text that keeps its comments."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.documents.text_edits import REMOVED, Place, value_at, with_value_at, with_values
from tests.actions.documents.published import files

TEXT = """# Rules.
cases:
  hours: 4    # promised
  name: plain
names:
  # The first one.
  solved: {zh: 已解决, en: Solved}
welcome: |
  Hello!

  How are you?
days: []
# The end.
last: true
"""


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        (("cases", "hours"), 3.5, TEXT.replace("hours: 4 ", "hours: 3.5 ")),
        (("cases", "name"), "yes", TEXT.replace("name: plain", "name: 'yes'")),
        (("names", "solved", "en"), "Done: all", TEXT.replace("en: Solved", "en: 'Done: all'")),
        (
            ("welcome",),
            "Hello!\n\nBye.",
            TEXT.replace("|\n  Hello!\n\n  How are you?\n", "|-\n  Hello!\n\n  Bye.\n"),
        ),
        (("welcome",), "Hi", TEXT.replace("|\n  Hello!\n\n  How are you?\n", "Hi\n")),
        (("days",), ["a", "b"], TEXT.replace("days: []", "days:\n  - a\n  - b")),
        (("last",), False, TEXT.replace("last: true", "last: false")),
        (
            ("names",),
            {"done": {"zh": "好"}},
            TEXT.replace("  solved: {zh: 已解决, en: Solved}\n", "  done:\n    zh: 好\n"),
        ),
        (("cases", "hours"), 4, TEXT),
    ],
)
def test_only_the_value_changes(place: Place, value: Any, expected: str) -> None:
    assert with_values(TEXT, {place: value}) == expected


def test_new_and_removed_keys_are_written_at_the_price_of_comments() -> None:
    assert yaml.safe_load(with_values("a: 1 # one\n", {("b", "c"): 2})) == {"a": 1, "b": {"c": 2}}
    assert with_values("a: 1 # one\nb: 2\n", {("b",): REMOVED}) == "a: 1\n"
    assert with_values("a: 1\n", {("b",): REMOVED}) == "a: 1\n"


def test_keys_come_and_go_within_a_mapping() -> None:
    assert with_values("# A\na: {}\n# B\nb: 1\n", {("a", "zh"): "好"}) == "# A\na:\n  zh: 好\n# B\nb: 1\n"
    assert with_values("# A\na: {zh: 好, en: Ok}\n", {("a", "zh"): REMOVED}) == "# A\na:\n  en: Ok\n"
    assert with_values("a: 1 # one\n", {("b",): 2}) == "a: 1 # one\nb: 2\n"


def test_nothing_is_a_value() -> None:
    assert with_values("per_month: 4 # surveys\n", {("per_month",): None}) == "per_month: null # surveys\n"


def test_items_of_lists_are_reached_by_number() -> None:
    content = {"questions": [{"id": "a"}, {"id": "b"}]}
    assert value_at(content, ("questions", 1, "id")) == "b"
    assert value_at(content, ("questions", 2, "id")) is None
    assert with_value_at(content, ("questions", 1, "id"), "c") == {"questions": [{"id": "a"}, {"id": "c"}]}


def test_days_stay_days() -> None:
    text = with_values("holidays: []\n", {("holidays",): [date(2027, 1, 1)]})
    assert text == "holidays:\n  - 2027-01-01\n"


@given(
    st.sampled_from([("complaint", "ask_order"), ("start", "welcome"), ("survey", "yes"), ("due", "today")]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=80),
)
def test_any_text_is_read_back_as_it_was_written(place: Place, value: str) -> None:
    text = files()["replies.en"].text
    edited = with_values(text, {place: value})
    assert yaml.safe_load(edited) == with_value_at(yaml.safe_load(text), place, value)
