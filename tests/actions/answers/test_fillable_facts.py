"""Facts are named in braces."""

from actions.answers.fillable_facts import FACTS, facts_in


def test_facts_are_read_from_an_answer() -> None:
    assert facts_in("Today {hours_today}, call {phone} or {{write}}") == {"hours_today", "phone"}


def test_facts_that_are_known() -> None:
    assert sorted(FACTS) == ["address", "hours_today", "hours_week", "phone", "promised"]
