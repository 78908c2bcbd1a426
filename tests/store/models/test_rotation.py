"""Items and options take turns by the number of the invitation."""

from collections import Counter

from store.models.rotation import is_one_in, turned


def test_each_thing_is_first_equally_often() -> None:
    firsts = Counter(turned("abc", number, "reasons")[0] for number in range(300))
    assert firsts == {"a": 100, "b": 100, "c": 100}
    assert sorted(turned("abc", 7, "reasons")) == ["a", "b", "c"]


def test_order_stays_a_circle_and_the_same_for_an_invitation() -> None:
    found = turned("abcd", 9, "x")
    assert "".join(found) in "abcdabcd"
    assert found == turned("abcd", 9, "x")
    assert turned("", 9, "x") == ()


def test_questions_begin_at_different_things() -> None:
    assert len({turned("abcdefgh", 1, name)[0] for name in ("empathy", "assurance", "tangibles")}) > 1


def test_one_of_many_is_asked_more() -> None:
    assert [number for number in range(1, 11) if is_one_in(number, 5)] == [5, 10]
