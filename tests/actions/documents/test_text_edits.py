"""Values are written into a text that keeps its comments."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from actions.documents.text_edits import REMOVED, Place, differences, value_at, with_value_at, with_values
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
    assert with_values("a: 1 # one\nb: 2\n", {("b",): REMOVED}) == "a: 1 # one\n"
    assert with_values("a: 1\n", {("b",): REMOVED}) == "a: 1\n"


def test_keys_come_and_go_within_a_mapping() -> None:
    assert with_values("# A\na: {}\n# B\nb: 1\n", {("a", "zh"): "好"}) == "# A\na:\n  zh: 好\n# B\nb: 1\n"
    assert with_values("# A\na: {zh: 好, en: Ok}\n", {("a", "zh"): REMOVED}) == "# A\na:\n  en: Ok\n"
    assert with_values("a: 1 # one\n", {("b",): 2}) == "a: 1 # one\nb: 2\n"


LIST = """# Two questions.
questions:
  - id: first    # the first
    text: {zh: 一, en: One}
    options:
      # Two.
      - id: a
      - id: b
  - id: second
# The end.
last: true
"""


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        (
            ("questions", 0, "options", 2),
            {"id": "c"},
            LIST.replace("      - id: b\n", "      - id: b\n      - id: c\n"),
        ),
        (("questions", 2), {"id": "third"}, LIST.replace("second\n", "second\n  - id: third\n")),
        (("questions", 1, "kind"), "text", LIST.replace("second\n", "second\n    kind: text\n")),
        (("questions", 0, "text"), REMOVED, LIST.replace("    text: {zh: 一, en: One}\n", "")),
        (("last",), REMOVED, LIST.replace("last: true\n", "")),
    ],
)
def test_entries_come_and_go_by_whole_lines(place: Place, value: Any, expected: str) -> None:
    assert with_values(LIST, {place: value}) == expected


def test_first_key_of_an_item_goes_at_the_price_of_comments() -> None:
    assert yaml.safe_load(with_values(LIST, {("questions", 0, "id"): REMOVED}))["questions"][0] == {
        "text": {"zh": "一", "en": "One"},
        "options": [{"id": "a"}, {"id": "b"}],
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"a": 1, "b": {"c": 2}}, {"a": 1, "b": {"c": 3}}, {("b", "c"): 3}),
        ({"a": 1}, {"a": 1, "b": 2}, {("b",): 2}),
        ({"a": 1, "b": 2}, {"a": 1}, {("b",): REMOVED}),
        ({"a": 1}, {"z": 1}, {(): {"z": 1}}),
        ({"a": [1, 2]}, {"a": [1, 3, 4]}, {("a", 1): 3, ("a", 2): 4}),
        ({"a": [1, 2]}, {"a": [2]}, {("a",): [2]}),
        ({"a": []}, {"a": [1]}, {("a",): [1]}),
        ({"a": 1}, {"a": 1}, {}),
    ],
)
def test_differences_are_small_where_they_can_be(before: Any, after: Any, expected: dict[Place, Any]) -> None:
    assert differences(before, after) == expected


CONTENTS = st.recursive(
    st.integers() | st.sampled_from(["一", "two"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("abcd"), CONTENTS), st.dictionaries(st.sampled_from("abcd"), CONTENTS))
def test_differences_make_one_content_of_another(before: Any, after: Any) -> None:
    text = yaml.safe_dump(before, allow_unicode=True, sort_keys=False)
    assert yaml.safe_load(with_values(text, differences(before, after))) == after


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
